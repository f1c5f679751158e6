import { useMemo, useState } from 'preact/hooks'
import type { Suggestion } from '../../api/staff-types'
import type { EntrySummary } from '../../api/studio-types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { session } from '../app/session'
import { date, lang, t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { useAct } from '../ui/use-act'
import { useLoad } from '../ui/use-load'
import { libraryApi } from './api'
import { EntryPicker } from './entry-picker'

type Decide = (suggestion: Suggestion, state: 'accepted' | 'declined', entry?: string) => Promise<void>

// What closed chats propose: a phrasing for an entry, or an entry that is missing.
export function SuggestionsPage() {
  const api = useMemo(() => libraryApi(session.client), [])
  const suggestions = useLoad('suggestions', api.suggestions)
  const entries = useLoad('entries', api.entries)
  const topics = useLoad(`topics ${lang.value}`, () => api.topics(lang.peek()))
  const decide: Decide = async (suggestion, state, entry) => {
    await api.decide(suggestion.id, { state, ...(entry && { entry }) })
    suggestions.set((suggestions.value ?? []).filter(one => one.id !== suggestion.id))
    toast(t(state === 'accepted' ? 'suggestions.accepted' : 'suggestions.declined'), 'ok')
  }
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('nav.suggestions')}</h1>
        <p class="muted">{t('suggestions.lead')}</p>
      </header>
      <Loaded value={suggestions.value} failure={suggestions.failure} onRetry={suggestions.reload}>
        {open =>
          open.length === 0 ? (
            <Empty icon="bulb" title={t('suggestions.none')} help="suggestions">
              <p>{t('suggestions.none_about')}</p>
            </Empty>
          ) : (
            <ul class="cards">
              {open.map(one => (
                <Card
                  key={one.id}
                  suggestion={one}
                  topic={topics.value?.get(one.topic) ?? one.topic}
                  entries={entries.value ?? []}
                  decide={decide}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
    </div>
  )
}

interface CardProps {
  suggestion: Suggestion
  topic: string
  entries: EntrySummary[]
  decide: Decide
}

function Card({ suggestion, topic, entries, decide }: CardProps) {
  const [entry, setEntry] = useState(suggestion.entry ?? '')
  const [choosing, setChoosing] = useState(false)
  const { busy, failure, run } = useAct()
  const target = entries.find(one => one.id === entry)
  const question = target?.question ?? suggestion.entry_question ?? entry
  return (
    <li class="card-item">
      <p class="card-kind">
        <span class={suggestion.kind === 'alternate' ? 'tag tag-blue' : 'tag tag-warn'}>
          {t(suggestion.kind === 'alternate' ? 'suggestions.alternate' : 'suggestions.entry')}
        </span>{' '}
        <span class="tag">{suggestion.lang.toUpperCase()}</span> {topic}
      </p>
      <h2 class="card-title">«{suggestion.text}»</h2>
      {entry && (
        <p>
          {t('suggestions.for')} <Link href={to('library', entry)}>{question}</Link>
        </p>
      )}
      {suggestion.note && <p class="card-note">{suggestion.note}</p>}
      <p class="muted">{t('suggestions.by', { name: suggestion.author, date: date(suggestion.created_at) })}</p>
      {failure && <Failed failure={failure} />}
      {choosing && (
        <EntryPicker
          entries={entries.filter(one => one.lang === suggestion.lang)}
          value={entry}
          onChange={id => {
            setEntry(id)
            setChoosing(false)
          }}
        />
      )}
      {!entry && <p class="muted">{t('suggestions.need_entry')}</p>}
      <p class="card-actions">
        <button
          type="button"
          class="btn btn-primary btn-xs"
          aria-disabled={!entry || busy}
          onClick={() => entry && run(() => decide(suggestion, 'accepted', entry))}
        >
          <Icon name="check" size={16} /> {t('suggestions.accept')}
        </button>
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-expanded={choosing}
          onClick={() => setChoosing(!choosing)}
        >
          {t(entry ? 'suggestions.other' : 'suggestions.choose')}
        </button>
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-disabled={busy}
          onClick={() => run(() => decide(suggestion, 'declined'))}
        >
          {t('suggestions.decline')}
        </button>
      </p>
    </li>
  )
}
