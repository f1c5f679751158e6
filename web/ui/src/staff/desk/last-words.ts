import type { Chat } from './chat'

// What the student said last: in the chat, else the question they came with.
export function lastWords(chat: Chat): string {
  const message = chat.events.value.findLast(event => event.kind === 'message' && event.author === 'student')
  return message?.text ?? chat.context.value?.turns.at(-1)?.text ?? chat.summary.value.subject
}
