import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OperatorState, Overview } from '../../api/staff-types'
import type { ChatEvent } from '../../api/types'
import type { Chat } from './chat'
import { Desk } from './desk'
import { detail, event, memoryStorage, offline, overview, refusal, summary, TestServer, waitingOne } from './testing'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function started(chats = [summary('c1', { last_seq: 5 })], seq = 10) {
  const server = new TestServer()
  server.current = overview(chats, seq)
  for (const chat of chats) server.details.set(chat.id, detail(chat.id, [event(5, { chat: chat.id })]))
  const heard: string[] = []
  const gone: string[] = []
  const desk = new Desk({
    api: server,
    storage: memoryStorage(),
    onMessage: (chat: Chat, one: ChatEvent) => heard.push(`${chat.id} ${one.seq}`),
    onGone: chat => gone.push(chat.id),
  })
  await desk.start()
  await vi.advanceTimersByTimeAsync(0)
  return { desk, server, heard, gone }
}

const standing = ({ operator }: Overview): OperatorState => {
  if (!operator) throw new Error('no operator')
  return operator
}
const ids = (desk: Desk) => desk.chats.value.map(chat => chat.id)

test('begins with one’s chats, read ahead, and follows from the overview’s number', async () => {
  const { desk, server } = await started()
  expect(desk.ready.value).toBe(true)
  expect(desk.after).toBe(10)
  expect(ids(desk)).toEqual(['c1'])
  expect(server.calls).toContain('chat c1')
  expect(desk.unread.value).toBe(1)
})

test('says why it cannot begin', async () => {
  const server = new TestServer()
  server.overview = () => Promise.reject(offline())
  const desk = new Desk({ api: server, storage: memoryStorage() })
  await desk.start()
  expect(desk.ready.value).toBe(false)
  expect(desk.failure.value?.code).toBe('offline')
})

test('a message is heard once, however often it comes', async () => {
  const { desk, heard } = await started()
  desk.apply(event(12))
  desk.apply(event(12))
  desk.apply(event(14, { author: 'operator' }))
  expect(heard).toEqual(['c1 12'])
  expect(desk.unread.value).toBe(0) // answered, from another window
  expect(desk.after).toBe(14)
})

test('after a cut, the replay and a new overview bring it in line', async () => {
  const { desk, server, gone } = await started([summary('c1'), summary('c2')])
  desk.connected('live')
  desk.connected('lost')
  server.current = overview([summary('c2'), summary('c3')], 30) // c1 was given to another, c3 came
  desk.connected('live')
  desk.apply(event(20, { chat: 'c2' }))
  await vi.advanceTimersByTimeAsync(0)
  expect(ids(desk)).toEqual(['c2', 'c3'])
  expect(gone).toEqual(['c1'])
})

test('an overview older than a chat’s last event does not remove it', async () => {
  const { desk, server, gone } = await started([])
  server.next = detail('c9', [event(40, { chat: 'c9', kind: 'claimed', author: 'operator' })])
  await desk.claim('c9')
  server.current = overview([], 35)
  await desk.resync()
  expect(ids(desk)).toEqual(['c9'])
  server.current = overview([], 45)
  await desk.resync()
  expect(ids(desk)).toEqual([])
  expect(gone).toEqual(['c9'])
})

test('an event of an unknown chat makes it ask again, once', async () => {
  const { desk, server } = await started([])
  server.calls.length = 0
  server.current = overview([summary('c7')], 60)
  for (let seq = 50; seq < 60; seq++) desk.apply(event(seq, { chat: 'c7' }))
  await vi.advanceTimersByTimeAsync(3_000)
  expect(ids(desk)).toEqual(['c7'])
  expect(server.calls.filter(call => call === 'overview')).toHaveLength(1)
})

test('a chat taken by another is said kindly, and the line is read again', async () => {
  const { desk, server } = await started([])
  server.lines = []
  server.next = refusal('taken')
  expect(await desk.claim('w1')).toBeUndefined()
  expect(desk.notice.value?.kind).toBe('taken')
  expect(server.calls.at(-1)).toBe('waiting')
})

test('nothing to take, and as many as one may', async () => {
  const { desk, server } = await started([])
  await desk.claimNext()
  expect(desk.notice.value?.kind).toBe('nothing_waits')
  server.next = refusal('at_capacity')
  await desk.claimNext()
  expect(desk.notice.value?.kind).toBe('at_capacity')
})

test('claiming takes it out of the line and into one’s chats', async () => {
  const { desk, server } = await started([])
  server.lines = [waitingOne('w1'), waitingOne('w2')]
  await desk.refreshWaiting()
  server.next = detail('w1', [event(20, { chat: 'w1' })])
  const chat = await desk.claim('w1')
  expect(chat?.mine.value).toBe(true)
  expect(desk.waiting.value.map(one => one.id)).toEqual(['w2'])
  expect(ids(desk)).toEqual(['w1'])
})

test('a message that overtakes the answer to a claim is not lost', async () => {
  const { desk, server } = await started([])
  const answer = detail('w1', [event(20, { chat: 'w1', kind: 'claimed', author: 'operator' })])
  server.details.set('w1', detail('w1', [...answer.events, event(21, { chat: 'w1' })]))
  server.claim = async () => {
    for (const one of server.details.get('w1')?.events ?? []) desk.apply(one)
    return answer
  }
  const chat = await desk.claim('w1')
  await vi.advanceTimersByTimeAsync(0)
  expect(chat?.events.value.map(one => one.seq)).toEqual([20, 21])
})

test('the chat one looks at becomes one’s own when it is claimed elsewhere', async () => {
  const { desk, server } = await started([])
  server.details.set('w1', detail('w1', [event(11, { chat: 'w1' })], { mine: false, state: 'waiting' }))
  await desk.open('w1')
  expect(ids(desk)).toEqual([])
  server.details.set(
    'w1',
    detail('w1', [event(11, { chat: 'w1' }), event(12, { chat: 'w1', kind: 'claimed', author: 'operator' })]),
  )
  server.current = overview([summary('w1', { last_seq: 12 })], 12)
  desk.apply(event(12, { chat: 'w1', kind: 'claimed', author: 'operator' }))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(ids(desk)).toEqual(['w1'])
  expect(desk.current.value?.mine.value).toBe(true)
})

test('what one gives up oneself is no news', async () => {
  const { desk, server, gone } = await started()
  const chat = desk.find('c1')
  if (!chat) throw new Error('no chat')
  await desk.close(chat, { outcome: 'resolved', entry: '', note: '' })
  desk.apply(event(15, { kind: 'closed', author: 'operator' }))
  await vi.advanceTimersByTimeAsync(2_000) // the overview here is still the old one
  expect(server.calls).toContain('close c1 resolved')
  expect(ids(desk)).toEqual([])
  expect(gone).toEqual([])
})

test('a close that fails leaves the chat where it is', async () => {
  const { desk, server } = await started()
  const chat = desk.find('c1')
  if (!chat) throw new Error('no chat')
  server.close = () => Promise.reject(offline())
  await expect(desk.close(chat, { outcome: 'resolved', entry: '', note: '' })).rejects.toThrow()
  expect(ids(desk)).toEqual(['c1'])
  expect(chat.mine.value).toBe(true)
})

test('a chat returned by the server (operator lost) is announced and can be taken again', async () => {
  const { desk, server, gone } = await started()
  desk.apply(event(15, { kind: 'returned', author: 'system' }))
  expect(gone).toEqual(['c1'])
  server.next = detail('c1', [event(5), event(15, { kind: 'returned' }), event(18, { kind: 'claimed' })])
  const chat = await desk.claim('c1')
  server.sending = () => Promise.resolve({ seq: 19 })
  chat?.send('eccomi', false)
  await vi.advanceTimersByTimeAsync(0)
  expect(chat?.events.value.at(-1)?.seq).toBe(19)
})

test('lines that change often are read at most every two seconds', async () => {
  const { desk, server } = await started([])
  server.calls.length = 0
  for (let i = 0; i < 50; i++) {
    desk.apply({ kind: 'queues', queues: [] })
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(server.calls.filter(call => call === 'waiting').length).toBeLessThanOrEqual(4)
})

test('typing passes by itself', async () => {
  const { desk } = await started()
  desk.apply({ kind: 'typing', author: 'student', chat: 'c1' })
  expect(desk.find('c1')?.typing.value).toBe(true)
  await vi.advanceTimersByTimeAsync(7_000)
  expect(desk.find('c1')?.typing.value).toBe(false)
})

test('who opens the desk is available; a pause stays one', async () => {
  const server = new TestServer()
  const away = overview([], 10)
  server.current = { ...away, operator: { ...standing(away), state: 'away' } }
  await new Desk({ api: server, storage: memoryStorage() }).start()
  expect(server.calls).toContain('state available')
  const other = new TestServer()
  other.current = { ...away, operator: { ...standing(away), state: 'paused' } }
  await new Desk({ api: other, storage: memoryStorage() }).start()
  expect(other.calls.filter(call => call.startsWith('state'))).toEqual([])
})

test('a chat that comes by itself is told once and is new until it is opened', async () => {
  const given: string[] = []
  const { server } = await started()
  const desk = new Desk({ api: server, storage: memoryStorage(), onGiven: chat => given.push(chat.id) })
  await desk.start()
  server.current = overview([summary('c1'), summary('c2')], 21)
  server.details.set('c2', detail('c2', []))
  desk.apply(event(20, { chat: 'c2', kind: 'claimed', author: 'system' }))
  desk.apply(event(21, { chat: 'c2', text: 'ciao' }))
  await vi.advanceTimersByTimeAsync(1_500)
  expect(given).toEqual(['c2'])
  const chat = desk.find('c2')
  expect(chat?.fresh.value).toBe(true)
  expect(desk.unread.value).toBe(2)
  await desk.open('c2')
  expect(chat?.fresh.value).toBe(false)
})

test('one’s own claim in another window is no news', async () => {
  const given: string[] = []
  const { server } = await started()
  const desk = new Desk({ api: server, storage: memoryStorage(), onGiven: chat => given.push(chat.id) })
  await desk.start()
  server.current = overview([summary('c1'), summary('c2')], 21)
  desk.apply(event(20, { chat: 'c2', kind: 'claimed', author: 'operator' }))
  await vi.advanceTimersByTimeAsync(1_500)
  expect(ids(desk)).toEqual(['c1', 'c2'])
  expect(given).toEqual([])
})

test('what is escalated or sent back is given up', async () => {
  const { desk, server, gone } = await started()
  const chat = desk.find('c1')
  if (chat) await desk.escalate(chat, '', 'doppia carriera')
  expect(server.calls).toContain('escalate c1  doppia carriera')
  expect(ids(desk)).toEqual([])
  desk.apply(event(30, { kind: 'escalated', author: 'operator' }))
  expect(gone).toEqual([])
})

test('while it polls, the lines are read again after each poll, at most once a second', async () => {
  const { desk, server } = await started()
  desk.connected('polling')
  server.current = overview([summary('c1', { last_seq: 5 }), summary('c2')], 20)
  const before = server.calls.filter(call => call === 'overview').length
  for (let n = 0; n < 5; n++) desk.polled()
  await vi.advanceTimersByTimeAsync(1_100)
  expect(ids(desk)).toEqual(['c1', 'c2'])
  expect(server.calls.filter(call => call === 'overview').length).toBe(before + 1)
})
