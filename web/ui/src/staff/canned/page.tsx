import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Canned } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import { Book } from '../app/book'
import { Link } from '../app/link'
import { to } from '../app/router'
import { session } from '../app/session'
import { number, t, lang as uiLang } from '../i18n'
import { SearchField, SelectField } from '../ui/fields'
import { Icon } from '../ui/icons'
import { toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { useLoad } from '../ui/use-load'
import { type QueueName, readQueueNames } from '../users/queue-names'
import { type CannedBook, type CannedRow, cannedApi, type Draft } from './api'
import { find } from './find'
import { CannedForm } from './form'
import { Reply } from './reply'

export function CannedPage({ lang }: { lang: Lang }) {
  const book = useMemo(() => new Book<Canned, Draft>(cannedApi(session.client)), [])
  const queues = useLoad(`queues ${uiLang.value}`, readQueueNames).value ?? []
  const [adding, setAdding] = useState(false)
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
          <h1>{t('nav.canned')}</h1>
          <p class="muted">{t('canned.lead')}</p>
        </div>
        <button ref={button} type="button" class="btn btn-primary btn-sm" onClick={() => setAdding(true)}>
          <Icon name="plus" size={18} /> {t('canned.new')}
        </button>
      </header>
      <Languages lang={lang} rows={book.rows.value} />
      {adding && <NewReply key={lang} lang={lang} queues={queues} book={book} onClose={close} />}
      <Loaded value={book.rows.value} failure={book.failure.value} onRetry={() => void book.load()}>
        {rows => <Replies key={lang} rows={rows} lang={lang} queues={queues} book={book} />}
      </Loaded>
    </div>
  )
}

const count = (rows: CannedRow[], lang: Lang) => rows.filter(row => row.item.lang === lang && !row.deleted).length

function Languages({ lang, rows }: { lang: Lang; rows: CannedRow[] | undefined }) {
  return (
    <nav class="segments synonyms-langs" aria-label={t('canned.langs')}>
      {(['it', 'en'] as const).map(one => (
        <Link key={one} href={`${to('canned')}?lang=${one}`} {...(one === lang && { 'aria-current': 'true' })}>
          {t(`lang.${one}`)} {rows && `(${number(count(rows, one))})`}
        </Link>
      ))}
    </nav>
  )
}

interface NewProps {
  lang: Lang
  queues: QueueName[]
  book: CannedBook
  onClose: () => void
}

function NewReply({ lang, queues, book, onClose }: NewProps) {
  const [draft, setDraft] = useState<Draft>({ queue: '', lang, name: '', text: '' })
  const add = async (mine: Draft) => {
    await book.add(mine)
    toast(t('canned.added'), 'ok')
    onClose()
  }
  return (
    <div class="canned canned-new">
      <CannedForm
        label={t(lang === 'it' ? 'canned.new_it' : 'canned.new_en')}
        titled
        draft={draft}
        onDraft={setDraft}
        queues={queues}
        save={add}
        onCancel={onClose}
      />
    </div>
  )
}

interface RepliesProps {
  rows: CannedRow[]
  lang: Lang
  queues: QueueName[]
  book: CannedBook
}

function Replies({ rows, lang, queues, book }: RepliesProps) {
  const [text, setText] = useState('')
  const [queue, setQueue] = useState('')
  const found = find(rows, lang, queue, text)
  if (!rows.some(row => row.item.lang === lang)) {
    return (
      <Empty icon="slash" title={t('canned.empty')}>
        <p>{t('canned.empty_do')}</p>
      </Empty>
    )
  }
  return (
    <>
      <search class="filters canned-filter">
        <SearchField label={t('canned.search')} value={text} onText={setText} />
        <SelectField
          label={t('canned.in_queue')}
          value={queue}
          onChoose={setQueue}
          none={t('canned.any_queue')}
          options={queues}
        />
      </search>
      <p class="muted" role="status">
        {t('canned.found', { n: count(found, lang), all: number(count(rows, lang)) })}
      </p>
      {found.length === 0 ? (
        <Empty icon="search" title={t('canned.none')}>
          <p>{t('canned.none_do')}</p>
        </Empty>
      ) : (
        <ul class="canned-list">
          {found.map(row => (
            <Reply key={row.key} row={row} book={book} queues={queues} />
          ))}
        </ul>
      )}
    </>
  )
}
