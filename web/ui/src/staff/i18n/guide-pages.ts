// The pages of a guide, as they were read.
import type { Sentence } from '../../i18n/translate'

export const it = {
  'guides.as_read': 'Le pagine, come sono state lette',
  'guides.as_read_about': 'Controlla che i brani si leggano bene: sono quelli che vedranno gli studenti.',
  'guides.bare': {
    one: 'Da pagina {pages} non viene nessun brano. Copertine, indici e pagine vuote si saltano; ciò che sta solo in un’immagine non si trova.',
    other:
      'Da {n} pagine non viene nessun brano ({pages}). Copertine, indici e pagine vuote si saltano; ciò che sta solo in un’immagine non si trova.',
  },
  'guides.page': 'Pagina',
  'guides.page_of': '{n} (brani: {passages})',
  'guides.turn': 'Sfoglia la guida',
  'guides.page_before': 'Precedente',
  'guides.page_after': 'Successiva',
  'guides.picture': 'Pagina {n} del PDF',
  'guides.page_damaged': 'Questa pagina è danneggiata e non si legge.',
  'guides.page_bare': 'Da questa pagina non viene nessun brano.',
  'guides.passages': 'Brani di pagina {n}',
} satisfies Record<string, Sentence>

export const en: Record<keyof typeof it, Sentence> = {
  'guides.as_read': 'The pages, as they were read',
  'guides.as_read_about': 'Check that the passages read well: they are what students will see.',
  'guides.bare': {
    one: 'No passage comes from page {pages}. Covers, tables of contents and empty pages are left out; what is only in a picture can’t be found.',
    other:
      'No passage comes from {n} pages ({pages}). Covers, tables of contents and empty pages are left out; what is only in a picture can’t be found.',
  },
  'guides.page': 'Page',
  'guides.page_of': '{n} (passages: {passages})',
  'guides.turn': 'Turn the pages',
  'guides.page_before': 'Previous',
  'guides.page_after': 'Next',
  'guides.picture': 'Page {n} of the PDF',
  'guides.page_damaged': 'This page is damaged and can’t be read.',
  'guides.page_bare': 'No passage comes from this page.',
  'guides.passages': 'Passages of page {n}',
}
