// What the conversation shows, in order: days, messages, notes, and what happened.
import type { ChatEvent } from '../../api/types'
import type { Pending } from './outbox'

export type Sent = 'sending' | 'refused' | 'sent' | 'seen'

export type Row =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  | { kind: 'happened'; key: string; event: ChatEvent }
  | { kind: 'said'; key: string; event: ChatEvent; own: boolean; follows: boolean; state?: Sent; pending?: Pending }

const spoken = ['message', 'note']
const togetherMs = 3 * 60_000 // one name over messages that come in a row

export interface Conversation {
  events: ChatEvent[]
  pending: Pending[]
  seenTo: number // the student's screen
  newFrom: number // the line "new" stands before the first student's message after this
}

export function rowsOf({ events, pending, seenTo, newFrom }: Conversation): Row[] {
  const rows: Row[] = []
  let before: ChatEvent | undefined
  let marked = false
  const all = [...events.filter(event => event.kind !== 'seen'), ...pending.map(asEvent)]
  all.forEach((event, index) => {
    if (!before || dayOf(before.at) !== dayOf(event.at))
      rows.push({ kind: 'day', key: `day-${event.at}`, at: event.at })
    if (!marked && event.author === 'student' && event.kind === 'message' && event.seq > newFrom) {
      marked = true
      rows.push({ kind: 'new', key: 'new' })
    }
    const item = pending.find(one => one.client_id === event.client_id)
    rows.push(spoken.includes(event.kind) ? said(event, rows.at(-1), item, seenTo) : happened(event, index))
    before = event
  })
  return rows
}

function said(event: ChatEvent, last: Row | undefined, pending: Pending | undefined, seenTo: number): Row {
  const own = event.author === 'operator'
  const follows = last?.kind === 'said' && sameHand(last.event, event)
  const state = stateOf(event, pending, seenTo)
  const key = event.client_id ?? `said-${event.seq}`
  return { kind: 'said', key, event, own, follows, ...(own && { state }), ...(pending && { pending }) }
}

const happened = (event: ChatEvent, index: number): Row => ({ kind: 'happened', key: `${event.seq}-${index}`, event })

function stateOf(event: ChatEvent, pending: Pending | undefined, seenTo: number): Sent {
  if (pending) return pending.failure ? 'refused' : 'sending'
  return event.kind === 'message' && event.seq <= seenTo ? 'seen' : 'sent'
}

function sameHand(a: ChatEvent, b: ChatEvent): boolean {
  return (
    a.author === b.author &&
    a.kind === b.kind &&
    (a.name ?? b.name) === (b.name ?? a.name) &&
    Date.parse(b.at) - Date.parse(a.at) < togetherMs
  )
}

function asEvent({ client_id, line, text, attachment, at }: Pending): ChatEvent {
  const kind = line === 'notes' ? 'note' : 'message'
  const data = attachment && { data: { attachment } }
  return { seq: 0, chat: '', conversation: '', kind, author: 'operator', client_id, text, at, ...data }
}

const dayOf = (at: string) => new Date(at).toDateString()
