import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Lang } from '../../api/types'
import { Book } from '../app/book'
import { Link } from '../app/link'
import { to } from '../app/router'
import { session } from '../app/session'
import { number, t } from '../i18n'
import { SearchField } from '../ui/fields'
import { Icon } from '../ui/icons'
import { toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { type SynonymBook, type SynonymRow, synonymsApi } from './api'
import { TermsForm } from './form'
import { Group } from './group'
import { find } from './terms'

const most = 300

export function SynonymsPage({ lang }: { lang: Lang }) {
  const book = useMemo(() => new Book(synonymsApi(session.client)), [])
  const [adding, setAdding] = useState(false)
  const [text, setText] = useState('')
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => void book.load(), [book])
  const close = () => {
    setAdding(false)
    button.current?.focus()
  }
  return (
    <div class="page">
      <header class="page-head page-head-row">
        <div>
          <h1>{t('nav.synonyms')}</h1>
          <p class="muted">{t('synonyms.lead')}</p>
        </div>
        <button ref={button} type="button" class="btn btn-primary btn-sm" onClick={() => setAdding(true)}>
          <Icon name="plus" size={18} /> {t('synonyms.new')}
        </button>
      </header>
      <Languages lang={lang} rows={book.rows.value} />
      {adding && <NewGroup key={lang} lang={lang} book={book} onClose={close} />}
      <Loaded value={book.rows.value} failure={book.failure.value} onRetry={() => void book.load()}>
        {rows => <Groups key={lang} rows={rows} lang={lang} book={book} text={text} onText={setText} />}
      </Loaded>
    </div>
  )
}

const count = (rows: SynonymRow[], lang: Lang) => rows.filter(row => row.item.lang === lang && !row.deleted).length

function Languages({ lang, rows }: { lang: Lang; rows: SynonymRow[] | undefined }) {
  return (
    <nav class="segments synonyms-langs" aria-label={t('synonyms.langs')}>
      {(['it', 'en'] as const).map(one => (
        <Link key={one} href={`${to('synonyms')}?lang=${one}`} {...(one === lang && { 'aria-current': 'true' })}>
          {t(`lang.${one}`)} {rows && `(${number(count(rows, one))})`}
        </Link>
      ))}
    </nav>
  )
}

function NewGroup({ lang, book, onClose }: { lang: Lang; book: SynonymBook; onClose: () => void }) {
  const [text, setText] = useState('')
  const add = async (terms: string[]) => {
    await book.add({ lang, terms })
    toast(t('synonyms.added'), 'ok')
    onClose()
  }
  return (
    <div class="synonym synonym-new">
      <TermsForm
        label={t(lang === 'it' ? 'synonyms.new_it' : 'synonyms.new_en')}
        titled
        text={text}
        onText={setText}
        save={add}
        onCancel={onClose}
      />
    </div>
  )
}

interface GroupsProps {
  rows: SynonymRow[]
  lang: Lang
  book: SynonymBook
  text: string
  onText: (text: string) => void
}

function Groups({ rows, lang, book, text, onText }: GroupsProps) {
  const all = rows.filter(row => row.item.lang === lang)
  const found = find(rows, lang, text)
  if (all.length === 0) return <Teaching lang={lang} />
  return (
    <>
      <search class="filters synonyms-filter">
        <SearchField label={t('synonyms.search')} value={text} onText={onText} />
      </search>
      <p class="muted" role="status">
        {t('synonyms.found', { n: count(found, lang), all: number(count(rows, lang)) })}
      </p>
      {found.length === 0 ? (
        <Empty icon="search" title={t('synonyms.none')}>
          <p>{t('synonyms.none_do')}</p>
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => onText('')}>
            {t('synonyms.clear')}
          </button>
        </Empty>
      ) : (
        <ul class="synonyms">
          {found.slice(0, most).map(row => (
            <Group key={row.key} row={row} book={book} />
          ))}
        </ul>
      )}
      {found.length > most && <p class="muted">{t('synonyms.more', { n: found.length - most })}</p>}
    </>
  )
}

function Teaching({ lang }: { lang: Lang }) {
  return (
    <Empty icon="equal" title={t('synonyms.empty')}>
      <p>{t(lang === 'it' ? 'synonyms.empty_it' : 'synonyms.empty_en')}</p>
      <p>{t('synonyms.empty_do')}</p>
    </Empty>
  )
}
