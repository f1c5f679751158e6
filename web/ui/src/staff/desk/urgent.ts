// The chats in which the student wrote words of distress: who is told of them, and where the
// numbers to call stand.
import { effect } from '@preact/signals'
import type { WaitingChat } from '../../api/staff-types'
import type { Helpline, Lang } from '../../api/types'
import { tIn } from '../i18n'
import type { Chat } from './chat'
import type { Desk } from './desk'

// Tells of each urgent chat once: of one's own that becomes so, and of those that wait in
// one's queues. Returns what ends it.
export function watchUrgent(desk: Desk, tell: (chat: WaitingChat, own: boolean) => void): () => void {
  const told = new Set<string>()
  return effect(() => {
    const own = desk.chats.value.map(chat => chat.summary.value)
    const serves = desk.operator.value
      ? new Set(desk.queues.value.filter(queue => queue.mine).map(queue => queue.id))
      : new Set()
    const waiting = desk.waiting.value.filter(one => serves.has(one.queue))
    for (const one of [...own, ...waiting]) {
      if (!one.urgent || told.has(one.id)) continue
      told.add(one.id)
      if (!desk.ready.value) continue // it was so when the page was opened
      tell(
        one,
        own.some(({ id }) => id === one.id),
      )
    }
  })
}

// Whether what the student said last were words of distress.
export function inDistress(chat: Chat): boolean {
  const last = chat.events.value.findLast(
    ({ kind, author }) => marks.includes(kind) || (kind === 'message' && author === 'student'),
  )
  return last !== undefined && marks.includes(last.kind)
}

const marks = ['urgent', 'distress']

// The numbers as an operator would write them to the student.
export function helpText(lines: readonly Helpline[], lang: Lang): string {
  const list = lines.map(
    ({ name, phone, url, hours }) => `• ${name}: ${[phone, url].filter(Boolean).join(', ')} (${hours})`,
  )
  return [tIn(lang)('help.text'), ...list].join('\n')
}
