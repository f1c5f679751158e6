// What is on the screen, as plain values, and how it changes. No network, no DOM.
import type { Outgoing } from '../api/outbox'
import type { ChatEvent, ConversationState, HandoffState, Reply } from '../api/types'

export type Item =
  | { kind: 'said'; key: string; text: string } // the student's question or choice
  | { kind: 'reply'; key: string; reply: Reply; helped: '' | 'yes' | 'no'; done: boolean } // done: acted on
  | { kind: 'ticket'; key: string; queue: string; how?: 'instead' | 'kept'; opens?: string }
  | { kind: 'event'; key: string; event: ChatEvent }

export type ReplyItem = Extract<Item, { kind: 'reply' }>

// Adds what is not there yet.
export function add(items: readonly Item[], item: Item | undefined): readonly Item[] {
  if (!item || items.some(one => one.key === item.key)) return items
  return [...items, item]
}

export function saidItem(turn: string, text: string): Item {
  return { kind: 'said', key: `said:${turn}`, text }
}

// One turn may be replied to more than once: the answer, then the next best.
export function replyItem(items: readonly Item[], reply: Reply, helped: '' | 'yes' | 'no' = ''): ReplyItem {
  const before = items.filter(item => item.kind === 'reply' && item.reply.turn === reply.turn).length
  return { kind: 'reply', key: `reply:${reply.turn}:${before}`, reply, helped, done: false }
}

export function change(items: readonly Item[], key: string, to: Partial<ReplyItem>): readonly Item[] {
  return items.map(item => (item.key === key && item.kind === 'reply' ? { ...item, ...to } : item))
}

// The replies to one message, each a reply of its own.
export function partsOf(reply: Reply): Reply[] {
  const { more, ...first } = reply
  return [first, ...(more ?? [])]
}

// Whether two replies are to questions of one message.
export function together(a: Reply, b: Reply): boolean {
  return a.part !== undefined && b.part !== undefined && a.turn - a.part.n === b.turn - b.part.n
}

// The place from which what was said last is read: the student's words, or the first of
// the replies to them.
export function lastBegins(items: readonly Item[]): number {
  let first = items.length - 1
  const last = items[first]
  if (last?.kind !== 'reply') return -1
  for (let before = items[first - 1]; before?.kind === 'reply' && together(before.reply, last.reply); ) {
    first--
    before = items[first - 1]
  }
  return items[first - 1]?.kind === 'said' ? first - 1 : first
}

// What stands above choices: they answer a question, a greeting or thanks.
export function introOf({ intent }: { intent?: Reply['intent'] | undefined }) {
  if (intent === 'greeting') return 'choices.greeting'
  return intent === 'thanks' ? 'choices.thanks' : 'choices.ask'
}

// The events that are seen in the conversation, each as an item.
export function eventItem(event: ChatEvent): Item | undefined {
  switch (event.kind) {
    case 'note': // the staff's
    case 'seen':
      return undefined
    case 'queued':
      if (event.data?.channel !== 'ticket') return undefined // the status line says it
      return {
        kind: 'ticket',
        key: `ticket:${event.chat}`,
        queue: event.data.queue_name ?? '',
        ...(event.author === 'system' && { how: 'kept' as const }),
        ...(event.data.at && { opens: event.data.at }),
      }
    default:
      return { kind: 'event', key: `event:${event.seq}`, event }
  }
}

// All there is, in the order it happened.
export function itemsOf(state: ConversationState): readonly Item[] {
  const moments = [
    ...state.turns.map(turn => ({ at: turn.at, turn, event: undefined })),
    ...state.events.map(event => ({ at: event.at, turn: undefined, event })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  let items: readonly Item[] = []
  for (const { turn, event } of moments) {
    if (event) items = add(items, eventItem(event))
    if (!turn) continue
    const { text, helped, follows, at: _, ...reply } = turn
    if (text && !follows && (reply.part?.n ?? 1) === 1) {
      items = add(items, saidItem(String(turn.turn), reply.part?.said ?? text))
    }
    items = add(items, replyItem(items, reply, helped))
  }
  return settled(items)
}

// Only the last reply still waits for an action, with the others to the same message.
function settled(items: readonly Item[]): readonly Item[] {
  const last = items.at(-1)
  const waits = (item: ReplyItem) => last?.kind === 'reply' && (item === last || together(item.reply, last.reply))
  return items.map(item => (item.kind === 'reply' && !waits(item) ? { ...item, done: true } : item))
}

// The chat after an event of it.
export function chatAfter(chat: HandoffState, event: ChatEvent): HandoffState {
  if (event.chat !== chat.chat) return chat
  const { closes_at: _c, wait: _w, ...waiting } = chat
  const { position: _, ...still } = waiting
  const { operator: _o, ...rest } = still
  switch (event.kind) {
    case 'closing':
      return { ...chat, ...(event.data?.at ? { closes_at: event.data.at } : {}) }
    case 'queued':
      return event.data?.channel === 'ticket' ? { ...waiting, channel: 'ticket' } : chat
    case 'claimed':
      return { ...rest, state: 'engaged', ...(event.name ? { operator: event.name } : {}) }
    case 'transferred':
    case 'escalated':
    case 'moved':
      return { ...rest, state: 'waiting', ...queueOf(event) }
    case 'sent_back':
      return { ...rest, state: 'waiting', position: 1, ...queueOf(event) }
    case 'returned':
      return { ...rest, state: 'waiting', position: 1 }
    case 'closed':
      return { ...still, state: 'closed', rateable: still.operator !== undefined }
    case 'left':
      return { ...still, state: 'closed' }
    default:
      return chat
  }
}

function queueOf({ data }: ChatEvent): Partial<Pick<HandoffState, 'queue' | 'queue_name'>> {
  return {
    ...(data?.queue ? { queue: data.queue } : {}),
    ...(data?.queue_name ? { queue_name: data.queue_name } : {}),
  }
}

export type Delivery = Outgoing['state'] | 'delivered' | 'seen'

// How far one's own message has come. It is delivered once an operator has the chat it is in.
export function deliveryOf(event: ChatEvent, seenUpTo: number, chat: HandoffState | undefined): Delivery {
  if (event.seq <= seenUpTo) return 'seen'
  return chat?.operator && chat.chat === event.chat ? 'delivered' : 'sent'
}

// The number up to which the operator's screen has shown.
export function seenUpTo(events: readonly ChatEvent[]): number {
  return events.reduce((seen, event) => Math.max(seen, operatorSaw(event)), 0)
}

export function operatorSaw(event: ChatEvent): number {
  return event.kind === 'seen' && event.author === 'operator' ? (event.data?.seq ?? 0) : 0
}
