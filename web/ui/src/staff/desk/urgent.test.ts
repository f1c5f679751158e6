import { beforeEach, expect, test, vi } from 'vitest'
import type { QueueSummary } from '../../api/staff-types'
import { Desk } from './desk'
import { detail, event, memoryStorage, overview, summary, TestServer, waitingOne } from './testing'
import { helpText, inDistress, watchUrgent } from './urgent'

beforeEach(() => void vi.useFakeTimers())

const queue = (id: string, mine: boolean): QueueSummary => ({
  id,
  name: id,
  open: true,
  zone: 'Europe/Rome',
  waiting: 0,
  wait: null,
  mine,
})

async function watched() {
  const server = new TestServer()
  server.current = overview([summary('c1', { last_seq: 5 })], 10, [queue('fees', true), queue('exams', false)])
  server.details.set('c1', detail('c1', [event(5)]))
  const desk = new Desk({ api: server, storage: memoryStorage() })
  const told: string[] = []
  const stop = watchUrgent(desk, ({ id }, own) => told.push(`${id} ${own}`))
  await desk.start()
  await vi.advanceTimersByTimeAsync(0)
  return { desk, server, told, stop }
}

test('tells once of words of distress in one’s own chat, and marks it', async () => {
  const { desk, told, stop } = await watched()
  desk.apply(event(12))
  expect(told).toEqual([])
  desk.apply(event(13, { kind: 'distress', author: 'system' }))
  desk.apply(event(14))
  desk.apply(event(15, { kind: 'distress', author: 'system' }))
  expect(told).toEqual(['c1 true'])
  expect(desk.find('c1')?.summary.value.urgent).toBe(true)
  stop()
})

test('tells of who waits in distress in a queue of one’s own, and not again when one takes them', async () => {
  const { desk, server, told, stop } = await watched()
  server.lines = [
    { ...waitingOne('w1'), urgent: true },
    { ...waitingOne('w2'), urgent: true, queue: 'exams' },
    waitingOne('w3'),
  ]
  await desk.refreshWaiting()
  expect(told).toEqual(['w1 false'])
  server.next = detail('w1', [], { urgent: true })
  await desk.claim('w1')
  await desk.refreshWaiting()
  expect(told).toEqual(['w1 false'])
  stop()
})

test('says nothing anew of a chat that was urgent when the page was opened', async () => {
  const server = new TestServer()
  server.current = overview([summary('c1', { urgent: true })], 10)
  server.details.set('c1', detail('c1', [], { urgent: true }))
  const desk = new Desk({ api: server, storage: memoryStorage() })
  const tell = vi.fn()
  const stop = watchUrgent(desk, tell)
  await desk.start()
  desk.apply(event(13, { kind: 'distress', author: 'system' }))
  expect(tell).not.toHaveBeenCalled()
  stop()
})

test('who has no desk is told by the board, not of who waits', async () => {
  const { desk, server, told, stop } = await watched()
  desk.operator.value = undefined
  server.lines = [{ ...waitingOne('w1'), urgent: true }]
  await desk.refreshWaiting()
  expect(told).toEqual([])
  stop()
})

test('it is the last words of the student that are in distress, or no longer', async () => {
  const { desk, stop } = await watched()
  const chat = desk.find('c1')
  if (!chat) throw new Error('no chat')
  expect(inDistress(chat)).toBe(false)
  desk.apply(event(13, { kind: 'distress', author: 'system' }))
  desk.apply(event(14, { author: 'operator' }))
  expect(inDistress(chat)).toBe(true)
  desk.apply(event(15))
  expect(inDistress(chat)).toBe(false)
  stop()
})

test('the numbers are written in the language of the chat', () => {
  const lines = [
    { name: 'Emergenza', phone: '112', hours: 'Sempre', about: 'Pericolo' },
    { name: 'Ascolto', url: 'https://ascolto.example', hours: '9-17', about: 'Colloqui' },
  ]
  expect(helpText(lines, 'it')).toMatch(
    /C’è chi può ascoltarti adesso:\n• Emergenza: 112 \(Sempre\)\n• Ascolto: https:\/\/ascolto.example \(9-17\)$/,
  )
  expect(helpText(lines, 'en')).toMatch(/^You do not have to face this alone/)
})
