import type { Chat } from './chat'

// What the student said last, in the chat or before it; empty where that asks nothing.
export function lastWords(chat: Chat): string {
  const message = chat.events.value.findLast(event => event.kind === 'message' && event.author === 'student')
  if (message) return message.text ?? ''
  const turns = chat.context.value?.turns ?? []
  const asked = turns.findLast(turn => !turn.intent)
  return asked?.text ?? (turns.length > 0 ? '' : chat.summary.value.subject)
}
