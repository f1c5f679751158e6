import { expect, test } from 'vitest'
import { Chat } from './chat'
import { detail, event, memoryStorage, settle, summary, TestServer } from './testing'

function made(over = {}) {
  const server = new TestServer()
  const storage = memoryStorage()
  return { server, storage, chat: new Chat(summary('c1', over), server, storage) }
}

const seqs = (chat: Chat) => chat.events.value.map(one => one.seq)

test('the same event from two sides is one, and the order is by number', () => {
  const { chat } = made()
  expect(chat.add(event(20))).toBe(true)
  expect(chat.add(event(12))).toBe(true)
  expect(chat.add(event(20))).toBe(false)
  chat.show(detail('c1', [event(5), event(12), event(15)]))
  expect(seqs(chat)).toEqual([5, 12, 15, 20])
})

test('a detail read before the last event does not turn the chat back', () => {
  const { chat } = made()
  chat.add(event(30, { kind: 'returned', author: 'system' }))
  expect(chat.mine.value).toBe(false)
  chat.show(detail('c1', [event(5)], { mine: true }))
  expect(chat.mine.value).toBe(false)
})

test('counts as unread what the student wrote after what was shown or answered', () => {
  const { chat, server } = made()
  chat.show(detail('c1', [event(5), event(6, { author: 'operator' }), event(8), event(9)]))
  expect(chat.unread.value).toBe(2)
  chat.read()
  expect(chat.unread.value).toBe(0)
  expect(server.calls).toContain('seen c1 9')
  chat.add(event(11))
  expect(chat.unread.value).toBe(1)
  chat.add(event(12, { kind: 'seen', author: 'operator', data: { seq: 11 } })) // read on another screen
  expect(chat.unread.value).toBe(0)
})

test('says once to the server what was read', () => {
  const { chat, server } = made()
  chat.show(detail('c1', [event(5)]))
  chat.read()
  chat.read()
  expect(server.calls.filter(call => call.startsWith('seen'))).toHaveLength(1)
})

test('before it is loaded, the summary tells that the student spoke last', () => {
  expect(made({ last_author: 'student', last_seq: 7 }).chat.unread.value).toBe(1)
  expect(made({ last_author: 'operator', last_seq: 7 }).chat.unread.value).toBe(0)
})

test('knows what the student has seen', () => {
  const { chat } = made()
  chat.add(event(20, { kind: 'seen', data: { seq: 14 } }))
  chat.add(event(22, { kind: 'seen', data: { seq: 11 } }))
  expect(chat.seenTo.value).toBe(14)
})

test('one message of its own is shown once, whether the answer or the event comes first', async () => {
  const { chat, server } = made()
  server.sending = () => Promise.resolve({ seq: 40 })
  chat.send('ciao', false)
  const id = chat.outbox.items.value[0]?.client_id ?? ''
  chat.add(event(40, { author: 'operator', client_id: id, text: 'ciao' })) // the event is faster
  await settle()
  expect(seqs(chat)).toEqual([40])
  expect(chat.outbox.items.value).toEqual([])

  chat.send('di nuovo', true)
  server.sending = () => Promise.resolve({ seq: 41 })
  await settle()
  expect(chat.outbox.items.value).toEqual([])
})

test('an own acknowledged message does not hide a student’s with a smaller number', async () => {
  const { chat, server } = made()
  server.sending = () => Promise.resolve({ seq: 50 })
  chat.send('risposta', false)
  await settle()
  chat.add(event(49))
  expect(seqs(chat)).toEqual([49, 50])
})

test('the draft outlives the page, and is gone when the chat is over', async () => {
  const { chat, server, storage } = made()
  chat.draft.value = 'a metà'
  expect(new Chat(summary('c1'), server, storage).draft.value).toBe('a metà')
  chat.forget()
  expect(new Chat(summary('c1'), server, storage).draft.value).toBe('')
})

test('a student who left and came back is not gone', () => {
  const { chat } = made()
  chat.add(event(5, { kind: 'left' }))
  expect(chat.left.value).toBe(true)
  chat.add(event(9, { kind: 'queued', author: 'system' }))
  expect(chat.left.value).toBe(false)
})
