import type { Suggestion } from '../../api/staff-types'
import { session } from '../app/session'
import { date, type Key, t } from '../i18n'
import { useLoad } from '../ui/use-load'

// What became of what the operator has proposed when closing chats: a quiet list. It is no
// part of the work, so that it can't be read is told to nobody.
export function MyProposals() {
  const load = useLoad('proposals', () => session.client.get<Suggestion[]>('/desk/proposals', { tries: 2 }))
  const mine = load.value ?? []
  if (mine.length === 0) return null
  const settled = mine.filter(one => one.state !== 'open').length
  return (
    <details class="my-proposals">
      <summary>{t('proposals.mine', { n: mine.length, settled })}</summary>
      <ul>
        {mine.map(one => (
          <li key={one.id}>
            <p lang={one.lang}>«{one.text}»</p>
            <p class="muted">
              <strong>{t(becameOf(one))}</strong>
              {one.settled_by && one.settled_at && ` · ${one.settled_by}, ${date(one.settled_at)}`}
              {one.entry_question && ` · ${one.entry_question}`}
            </p>
            {one.reason && <p class="my-reason">«{one.reason}»</p>}
          </li>
        ))}
      </ul>
    </details>
  )
}

function becameOf({ state, published }: Suggestion): Key {
  if (state !== 'accepted') return state === 'open' ? 'proposals.is_open' : 'proposals.is_declined'
  return published ? 'proposals.is_accepted' : 'proposals.is_drafted'
}
