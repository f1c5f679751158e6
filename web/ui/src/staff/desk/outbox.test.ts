import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Outbox, type Pending } from './outbox'
import { memoryStorage, offline, refusal } from './testing'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function made(send: (text: string) => Promise<{ seq: number }>) {
  const storage = memoryStorage()
  const sent: string[] = []
  const tried: string[] = []
  const options = {
    key: 'outbox.c1',
    storage,
    wait: () => 100,
    send: (_line: string, message: { text: string }) => {
      tried.push(message.text)
      return send(message.text)
    },
    onSent: (item: Pending, seq: number) => sent.push(`${item.text} ${seq}`),
  }
  return { outbox: new Outbox(options), options, sent, tried }
}

test('sends one at a time, in the order of writing', async () => {
  let seq = 0
  const { outbox, sent } = made(() => Promise.resolve({ seq: ++seq }))
  outbox.add('messages', 'uno')
  outbox.add('messages', 'due')
  outbox.add('notes', 'tre')
  await vi.runAllTimersAsync()
  expect(sent).toEqual(['uno 1', 'due 2', 'tre 3'])
  expect(outbox.items.value).toEqual([])
})

test('what is not acknowledged is tried again under the same id, and keeps its place', async () => {
  let down = true
  const { outbox, sent, tried } = made(() => (down ? Promise.reject(offline()) : Promise.resolve({ seq: 1 })))
  outbox.add('messages', 'uno')
  const id = outbox.items.value[0]?.client_id
  outbox.add('messages', 'due')
  await vi.advanceTimersByTimeAsync(250)
  expect(tried).toEqual(['uno', 'uno', 'uno'])
  expect(outbox.retrying.value).toBe(true)
  expect(outbox.items.value[0]?.client_id).toBe(id)
  down = false
  outbox.flush() // the connection is back: no waiting
  await vi.advanceTimersByTimeAsync(0)
  expect(sent).toEqual(['uno 1', 'due 1'])
  expect(outbox.retrying.value).toBe(false)
})

test('a refused message waits for the operator, and so do those after it', async () => {
  let refuse = true
  const { outbox, sent } = made(text =>
    refuse && text === 'lungo' ? Promise.reject(refusal('too_long', 400)) : Promise.resolve({ seq: 9 }),
  )
  outbox.add('messages', 'lungo')
  outbox.add('messages', 'dopo')
  await vi.runAllTimersAsync()
  expect(outbox.items.value.map(item => item.failure?.code)).toEqual(['too_long', undefined])
  expect(sent).toEqual([])
  refuse = false
  outbox.again(outbox.items.value[0]?.client_id ?? '')
  await vi.runAllTimersAsync()
  expect(sent).toEqual(['lungo 9', 'dopo 9'])
})

test('a session that has ended does not refuse: it is sent after signing in again', async () => {
  let out = true
  const { outbox, sent } = made(() => (out ? Promise.reject(refusal('signed_out', 401)) : Promise.resolve({ seq: 3 })))
  outbox.add('messages', 'uno')
  await vi.advanceTimersByTimeAsync(50)
  expect(outbox.items.value[0]?.failure).toBeUndefined()
  out = false
  await vi.advanceTimersByTimeAsync(200)
  expect(sent).toEqual(['uno 3'])
})

test('survives a reload of the page', async () => {
  const { outbox, options } = made(() => Promise.reject(offline()))
  outbox.add('messages', 'uno')
  await vi.advanceTimersByTimeAsync(10)
  outbox.stop()
  const sent: number[] = []
  const next = new Outbox({
    ...options,
    send: () => Promise.resolve({ seq: 7 }),
    onSent: (_item, seq) => sent.push(seq),
  })
  next.flush()
  await vi.advanceTimersByTimeAsync(10)
  expect(sent).toEqual([7])
})

test('discarding the refused one lets the next go', async () => {
  const { outbox, sent } = made(text =>
    text === 'no' ? Promise.reject(refusal('too_long', 400)) : Promise.resolve({ seq: 2 }),
  )
  outbox.add('messages', 'no')
  outbox.add('messages', 'sì')
  await vi.runAllTimersAsync()
  outbox.discard(outbox.items.value[0]?.client_id ?? '')
  await vi.runAllTimersAsync()
  expect(sent).toEqual(['sì 2'])
})
