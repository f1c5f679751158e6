import { useMemo, useState } from 'preact/hooks'
import type { EntrySummary } from '../../api/studio-types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { session } from '../app/session'
import { useShortcuts } from '../app/shortcuts'
import { number, t } from '../i18n'
import { Icon } from '../ui/icons'
import { Empty, Loaded } from '../ui/states'
import { useLoad } from '../ui/use-load'
import { libraryApi } from './api'
import { EntryTable } from './entry-table'
import { type Filter, filterEntries, noFilter, type Order, sortEntries } from './filter'
import { Filters } from './filters'
import { readOnly, WatchedFolder } from './folder-notice'
import { NewEntry } from './new-entry'
import { useTopics } from './use-topics'

const step = 100 // rows shown at first, and with each “more”

// The filter, the order and how far one has looked stay while one goes to an entry and back.
let kept: { filter: Filter; order: Order; shown: number } = { filter: noFilter, order: 'topic', shown: step }

export function EntriesPage() {
  const api = useMemo(() => libraryApi(session.client), [])
  const entries = useLoad('entries', api.entries)
  const topics = useTopics()
  const [adding, setAdding] = useState(false)
  useShortcuts({ 'Alt+KeyN': () => setAdding(!readOnly.peek()) })
  return (
    <div class="page">
      <header class="page-head page-head-row">
        <div>
          <h1>{t('nav.library')}</h1>
          <p class="muted">
            {t('library.lead')}{' '}
            {session.me.value?.roles.includes('editor') && <Link href={to('missing')}>{t('missing.link')}</Link>}
          </p>
        </div>
        {!readOnly.value && (
          <button type="button" class="btn btn-primary btn-sm" onClick={() => setAdding(true)}>
            <Icon name="plus" size={18} /> {t('new.open')} <kbd>Alt+N</kbd>
          </button>
        )}
      </header>
      <WatchedFolder />
      <Loaded value={entries.value} failure={entries.failure} onRetry={entries.reload}>
        {all => (
          <>
            {all.length === 0 ? (
              <Empty icon="book" title={t('library.empty')} help="library">
                <p>{t('library.empty_about')}</p>
              </Empty>
            ) : (
              <List all={all} topics={topics.value} />
            )}
            {adding && topics.value && (
              <NewEntry
                entries={all}
                topics={topics.value}
                question={all.length === 0 ? '' : kept.filter.text}
                onClose={() => setAdding(false)}
              />
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}

interface ListProps {
  all: EntrySummary[]
  topics: Map<string, string> | undefined
}

function List({ all, topics }: ListProps) {
  const [{ filter, order, shown }, set] = useState(kept)
  const choose = (next: Partial<typeof kept>) => {
    kept = { ...kept, ...next }
    set(kept)
  }
  const found = sortEntries(filterEntries(all, filter), order)
  return (
    <>
      <Filters
        entries={all}
        topics={topics}
        filter={filter}
        order={order}
        onChange={filter => choose({ filter, shown: step })}
        onOrder={order => choose({ order, shown: step })}
      />
      <p class="muted list-count" role="status">
        {t('library.found', { n: found.length, all: number(all.length) })}
      </p>
      {found.length === 0 ? (
        <Empty icon="search" title={t('library.none')}>
          <p>{t('library.none_do')}</p>
          <button
            type="button"
            class="btn btn-outline-primary btn-sm"
            onClick={() => choose({ filter: noFilter, shown: step })}
          >
            {t('library.clear')}
          </button>
        </Empty>
      ) : (
        <EntryTable entries={found.slice(0, shown)} topics={topics} />
      )}
      {found.length > shown && <More shown={shown} all={found.length} onMore={() => choose({ shown: shown + step })} />}
    </>
  )
}

// The next rows; the focus goes to the first of them.
function More({ shown, all, onMore }: { shown: number; all: number; onMore: () => void }) {
  const more = () => {
    onMore()
    requestAnimationFrame(() => document.querySelectorAll<HTMLElement>('.entries th a')[shown]?.focus())
  }
  return (
    <p class="list-more">
      <span class="muted">{t('library.shown', { n: number(shown), all: number(all) })}</span>{' '}
      <button type="button" class="btn btn-outline-primary btn-sm" onClick={more}>
        {t('library.more', { n: Math.min(step, all - shown) })}
      </button>
    </p>
  )
}
