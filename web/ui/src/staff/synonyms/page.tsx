import { useMemo, useState } from 'preact/hooks'
import type { Synonym } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import { session } from '../app/session'
import { Book } from '../book/book'
import type { Kind } from '../book/kind'
import { BookPage, Found } from '../book/page'
import { date, t } from '../i18n'
import { SearchField } from '../ui/fields'
import { Empty } from '../ui/states'
import { type Draft, type SynonymRow, synonymsApi } from './api'
import { TermsForm } from './form'
import { find, textOf } from './terms'

const most = 300

type SynonymKind = Kind<Synonym, Draft>

export function SynonymsPage({ lang }: { lang: Lang }) {
  const [text, setText] = useState('')
  const kind = useMemo<SynonymKind>(
    () => ({
      area: 'synonyms',
      book: new Book(synonymsApi(session.client)),
      blank: lang => ({ lang, terms: [] }),
      name: group => textOf(group.terms),
      show: group => <Terms group={group} />,
      theirs: group => <p>{t('synonyms.stale_now', { terms: textOf(group.terms) })}</p>,
      form: props => <TermsForm {...props} />,
    }),
    [],
  )
  return (
    <BookPage kind={kind} lang={lang}>
      {rows => <Groups key={lang} kind={kind} rows={rows} lang={lang} text={text} onText={setText} />}
    </BookPage>
  )
}

function Terms({ group }: { group: Synonym }) {
  return (
    <>
      <ul class="terms">
        {group.terms.map(term => (
          <li key={term} class="term">
            {term}
          </li>
        ))}
      </ul>
      <p class="book-by">{t('synonyms.by', { name: group.changed_by, date: date(group.changed_at) })}</p>
    </>
  )
}

interface GroupsProps {
  kind: SynonymKind
  rows: SynonymRow[]
  lang: Lang
  text: string
  onText: (text: string) => void
}

function Groups({ kind, rows, lang, text, onText }: GroupsProps) {
  const found = find(rows, lang, text)
  if (!rows.some(row => row.item.lang === lang)) return <Teaching lang={lang} />
  return (
    <>
      <search class="filters synonyms-filter">
        <SearchField label={t('synonyms.search')} value={text} onText={onText} />
      </search>
      <Found kind={kind} lang={lang} rows={rows} found={found} most={most}>
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => onText('')}>
          {t('synonyms.clear')}
        </button>
      </Found>
      {found.length > most && <p class="muted">{t('synonyms.more', { n: found.length - most })}</p>}
    </>
  )
}

function Teaching({ lang }: { lang: Lang }) {
  return (
    <Empty icon="equal" title={t('synonyms.empty')} help="synonyms">
      <p>{t(lang === 'it' ? 'synonyms.empty_it' : 'synonyms.empty_en')}</p>
      <p>{t('synonyms.empty_do')}</p>
    </Empty>
  )
}
