// Files in the chats.
import type { Sentence } from '../../i18n/translate'

export const it = {
  'file.add': 'Allega',
  'file.add_hint': 'Allega PDF o immagini, al massimo 10 MB (puoi anche trascinarli o incollarli)',
  'file.list': 'Allegati del messaggio',
  'file.sending': 'Caricamento di {name}',
  'file.ready': '{name} è pronto',
  'file.failed': '{name} non è stato caricato',
  'file.cancel': 'Interrompi il caricamento di {name}',
  'file.remove': 'Togli {name}',
  'file.wait': 'Il caricamento non è finito: invia tra un momento.',
  'file.drop': 'Lascia qui i file per allegarli',
  'file.sent': 'Allegato: {name}',
  'error.file_type': 'Puoi allegare PDF e immagini JPEG, PNG, GIF o WebP',
  'error.file_large': 'Il file supera i 10 MB',
} satisfies Record<string, Sentence>

export const en: Record<keyof typeof it, Sentence> = {
  'file.add': 'Attach',
  'file.add_hint': 'Attach PDFs or pictures of at most 10 MB (you may drop or paste them too)',
  'file.list': 'Attachments of the message',
  'file.sending': 'Uploading {name}',
  'file.ready': '{name} is ready',
  'file.failed': '{name} was not uploaded',
  'file.cancel': 'Stop uploading {name}',
  'file.remove': 'Remove {name}',
  'file.wait': 'The upload is not finished: send in a moment.',
  'file.drop': 'Drop the files here to attach them',
  'file.sent': 'Attachment: {name}',
  'error.file_type': 'You can attach PDFs and JPEG, PNG, GIF or WebP pictures',
  'error.file_large': 'The file is larger than 10 MB',
}
