import { useMemo, useState } from 'preact/hooks'
import type { EntrySummary } from '../../api/staff-types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { session } from '../app/session'
import { date, lang, number, t } from '../i18n'
import { Empty, Loaded } from '../ui/states'
import { Table } from '../ui/table'
import { useLoad } from '../ui/use-load'
import { libraryApi } from './api'
import { type Filter, filterEntries } from './filter'
import { Filters } from './filters'

const most = 100

// The filter stays while one goes to an entry and back.
let kept: Filter = { topic: '', lang: '', text: '' }

export function EntriesPage() {
  const api = useMemo(() => libraryApi(session.client), [])
  const entries = useLoad('entries', api.entries)
  const topics = useLoad(`topics ${lang.value}`, () => api.topics(lang.peek()))
  const [filter, setFilter] = useState(kept)
  const choose = (next: Filter) => {
    kept = next
    setFilter(next)
  }
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('nav.library')}</h1>
        <p class="muted">{t('library.lead')}</p>
      </header>
      <Loaded value={entries.value} failure={entries.failure} onRetry={entries.reload}>
        {all => {
          const found = filterEntries(all, filter)
          return (
            <>
              <Filters entries={all} topics={topics.value} filter={filter} onChange={choose} />
              <p class="muted" role="status">
                {t('library.found', { n: found.length, all: number(all.length) })}
              </p>
              {found.length === 0 ? (
                <Empty icon="search" title={t('library.none')}>
                  <button
                    type="button"
                    class="btn btn-outline-primary btn-sm"
                    onClick={() => choose({ topic: '', lang: '', text: '' })}
                  >
                    {t('library.clear')}
                  </button>
                </Empty>
              ) : (
                <Entries entries={found.slice(0, most)} topics={topics.value} />
              )}
              {found.length > most && <p class="muted">{t('library.more', { n: found.length - most })}</p>}
            </>
          )
        }}
      </Loaded>
    </div>
  )
}

interface EntriesProps {
  entries: EntrySummary[]
  topics: Map<string, string> | undefined
}

function Entries({ entries, topics }: EntriesProps) {
  const today = new Date().toISOString().slice(0, 10)
  return (
    <Table
      name={t('nav.library')}
      columns={[t('library.question'), t('library.topic'), t('library.lang'), t('library.owner'), t('library.updated')]}
    >
      {entries.map(entry => (
        <tr key={entry.id}>
          <th scope="row">
            <Link href={to('library', entry.id)}>{entry.question}</Link>
            {entry.review_by && entry.review_by < today && <span class="tag tag-warn">{t('library.review')}</span>}
          </th>
          <td data-name={t('library.topic')}>{topics?.get(entry.topic) ?? entry.topic}</td>
          <td class="nowrap" data-name={t('library.lang')}>
            <span class="tag">{entry.lang.toUpperCase()}</span>
            {!entry.twin && <span class="tag tag-warn">{t('library.no_twin')}</span>}
          </td>
          <td data-name={t('library.owner')}>{entry.owner}</td>
          <td class="nowrap" data-name={t('library.updated')}>
            {date(entry.updated)}
          </td>
        </tr>
      ))}
    </Table>
  )
}
