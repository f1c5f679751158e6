import { useMemo, useState } from 'preact/hooks'
import type { Canned } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import { session } from '../app/session'
import { Book } from '../book/book'
import type { Kind } from '../book/kind'
import { BookPage, Found } from '../book/page'
import { t, lang as uiLang } from '../i18n'
import { SearchField, SelectField } from '../ui/fields'
import { Empty } from '../ui/states'
import { useLoad } from '../ui/use-load'
import { type QueueName, readQueueNames } from '../users/queue-names'
import { type CannedRow, cannedApi, type Draft } from './api'
import { find } from './find'
import { CannedForm } from './form'
import { Reply } from './reply'

type CannedKind = Kind<Canned, Draft>

export function CannedPage({ lang }: { lang: Lang }) {
  const book = useMemo(() => new Book(cannedApi(session.client)), [])
  const queues = useLoad(`queues ${uiLang.value}`, readQueueNames).value ?? []
  const kind: CannedKind = {
    area: 'canned',
    book,
    blank: lang => ({ queue: '', lang, name: '', text: '' }),
    name: reply => `/${reply.name}`,
    show: reply => <Reply reply={reply} queues={queues} />,
    theirs: reply => (
      <>
        <p>{t('canned.stale_now')}</p>
        <p class="pre">
          /{reply.name}: {reply.text}
        </p>
      </>
    ),
    form: props => <CannedForm {...props} queues={queues} />,
  }
  return (
    <BookPage kind={kind} lang={lang}>
      {rows => <Replies key={lang} kind={kind} rows={rows} lang={lang} queues={queues} />}
    </BookPage>
  )
}

interface RepliesProps {
  kind: CannedKind
  rows: CannedRow[]
  lang: Lang
  queues: QueueName[]
}

function Replies({ kind, rows, lang, queues }: RepliesProps) {
  const [text, setText] = useState('')
  const [queue, setQueue] = useState('')
  if (!rows.some(row => row.item.lang === lang)) {
    return (
      <Empty icon="slash" title={t('canned.empty')} help="canned">
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
      <Found kind={kind} lang={lang} rows={rows} found={find(rows, lang, queue, text)} />
    </>
  )
}
