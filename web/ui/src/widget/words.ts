// What happened in a chat, in a sentence for the student.

import type { ChatEvent, HandoffState, Helpline } from '../api/types'
import type { Key } from '../i18n/it'
import type { Translate } from '../i18n/translate'

export interface Said {
  key: Key
  name: string
  queue: string
}

// The sentence of an event that is no message; undefined for what needs none.
export function wordsOf(event: ChatEvent, chat: HandoffState | undefined, somebody: string): Said | undefined {
  const key = keyOf(event, (event.data?.channel ?? chat?.channel) === 'ticket')
  return key && { key, name: event.name ?? somebody, queue: event.data?.queue_name ?? chat?.queue_name ?? '' }
}

const keys: Partial<Record<ChatEvent['kind'], Key>> = {
  transferred: 'event.transferred',
  escalated: 'event.escalated',
  sent_back: 'event.sent_back',
  moved: 'event.moved',
  asked: 'event.asked',
  left: 'event.left',
}

function keyOf(event: ChatEvent, ticket: boolean): Key | undefined {
  switch (event.kind) {
    case 'claimed':
      return ticket ? 'event.claimed_ticket' : 'event.claimed'
    case 'returned':
      return event.author === 'system' ? 'event.vanished' : 'event.returned'
    case 'closed':
      if (lapsed(event)) return 'event.lapsed'
      return ticket ? 'event.closed_ticket' : 'event.closed'
    default:
      return keys[event.kind]
  }
}

// Whom to call, for a screen reader.
export function helpWords(t: Translate<Key>, lines: readonly Helpline[]): string {
  return `${t('urgent.title')} ${lines.map(({ name, phone, url }) => `${name}: ${phone ?? url}`).join('; ')}`
}

// Closed because nothing was heard of the student.
export function lapsed(event: ChatEvent): boolean {
  return event.kind === 'closed' && event.author === 'system' && event.data?.outcome === 'abandoned'
}
