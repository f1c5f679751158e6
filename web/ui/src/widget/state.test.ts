import { expect, test } from 'vitest'
import type { HandoffState, Reply, TurnState } from '../api/types'
import { eventOf } from '../test/server'
import {
  add,
  change,
  chatAfter,
  deliveryOf,
  eventItem,
  itemsOf,
  lastBegins,
  replyItem,
  saidItem,
  seenUpTo,
} from './state'

const chat: HandoffState = {
  chat: 'c1',
  channel: 'chat',
  state: 'waiting',
  queue: 'fees',
  queue_name: 'Tasse',
  zone: 'Europe/Rome',
  position: 3,
  after: 10,
}
const reply = (turn: number): Reply => ({ turn, kind: 'choices', confidence: 0.5, choices: [] })
const turn = (n: number, at: string): TurnState => ({ ...reply(n), text: `q${n}`, helped: '', at })

test('adds each thing once', () => {
  const once = add([], saidItem('a', 'ciao'))
  expect(add(once, saidItem('a', 'ciao'))).toBe(once)
  expect(add(once, undefined)).toBe(once)
})

test('a turn may be replied to twice', () => {
  const first = replyItem([], reply(1))
  const second = replyItem([first], reply(1))
  expect(add([first], second)).toHaveLength(2)
  expect(change([first, second], second.key, { done: true })).toMatchObject([{ done: false }, { done: true }])
})

test('restores turns and events in the order they happened', () => {
  const early = eventOf(1, { text: 'a', at: '2026-03-01T09:05:00Z' })
  const state = {
    id: 'v1',
    lang: 'it' as const,
    turns: [
      turn(1, '2026-03-01T09:00:00Z'),
      turn(2, '2026-03-01T09:10:00Z'),
      { ...turn(3, '2026-03-01T09:11:00Z'), follows: 2 },
    ],
    events: [early, eventOf(2, { kind: 'note', at: '2026-03-01T09:06:00Z' })],
    link: '',
  }
  const items = itemsOf(state)
  expect(items.map(item => item.key)).toEqual(['said:1', 'reply:1:0', 'event:1', 'said:2', 'reply:2:0', 'reply:3:0'])
  expect(items.filter(item => item.kind === 'reply').map(item => item.done)).toEqual([true, true, false])
})

test('the replies to one message stand together and wait together', () => {
  const part = (n: number): TurnState => ({
    ...turn(n, `2026-03-01T09:0${n}:00Z`),
    part: { n: n - 1, of: 2, ...(n === 2 ? { said: 'all' } : {}) },
  })
  const items = itemsOf({
    id: 'v1',
    lang: 'it',
    turns: [turn(1, '2026-03-01T09:00:00Z'), part(2), part(3)],
    events: [],
    link: '',
  })
  expect(items.map(item => item.key)).toEqual(['said:1', 'reply:1:0', 'said:2', 'reply:2:0', 'reply:3:0'])
  expect(items[2]).toMatchObject({ text: 'all' })
  expect(items.filter(item => item.kind === 'reply').map(item => item.done)).toEqual([true, false, false])
  expect(lastBegins(items)).toBe(2)
  expect(lastBegins(items.slice(0, 3))).toBe(-1)
  expect(lastBegins([...items, replyItem(items, reply(4))])).toBe(5)
})

test("never shows the staff's notes", () => {
  expect(eventItem(eventOf(1, { kind: 'note', text: 'x' }))).toBeUndefined()
})

test('a ticket is confirmed once', () => {
  const queued = eventItem(eventOf(1, { kind: 'queued', data: { channel: 'ticket', queue_name: 'Tasse' } }))
  expect(queued).toEqual({ kind: 'ticket', key: 'ticket:c1', queue: 'Tasse' })
  expect(eventItem(eventOf(1, { kind: 'queued', data: { channel: 'chat' } }))).toBeUndefined()
})

test('a chat that closes before its turn goes on as a ticket', () => {
  const closing = chatAfter(chat, eventOf(11, { kind: 'closing', data: { at: '2026-03-02T17:00:00.000Z', ahead: 2 } }))
  expect(closing).toMatchObject({ channel: 'chat', position: chat.position, closes_at: '2026-03-02T17:00:00.000Z' })
  const data = { channel: 'ticket', queue_name: 'Tasse', at: '2026-03-03T08:00:00.000Z' }
  const queued = eventOf(12, { kind: 'queued', author: 'system', data })
  const kept = chatAfter(closing, queued)
  expect(kept).toMatchObject({ channel: 'ticket', state: 'waiting', position: chat.position })
  expect(kept).not.toHaveProperty('closes_at')
  expect(eventItem(queued)).toMatchObject({ kind: 'ticket', how: 'kept', opens: '2026-03-03T08:00:00.000Z' })
})

test('follows the chat', () => {
  const claimed = chatAfter(chat, eventOf(11, { kind: 'claimed', name: 'Anna' }))
  expect(claimed).toMatchObject({ state: 'engaged', operator: 'Anna' })
  expect(claimed).not.toHaveProperty('position')
  const moved = chatAfter(claimed, eventOf(12, { kind: 'transferred', data: { queue: 'isee', queue_name: 'ISEE' } }))
  expect(moved).toMatchObject({ state: 'waiting', queue_name: 'ISEE' })
  expect(moved).not.toHaveProperty('operator')
  expect(chatAfter(claimed, eventOf(13, { kind: 'returned' }))).toMatchObject({ state: 'waiting', position: 1 })
  expect(chatAfter(claimed, eventOf(14, { kind: 'closed' }))).toMatchObject({ state: 'closed', operator: 'Anna' })
  expect(chatAfter(claimed, eventOf(15, { kind: 'closed', chat: 'another' }))).toBe(claimed)
})

test('says how far a message has come', () => {
  const mine = eventOf(20, { author: 'student' })
  const engaged: HandoffState = { ...chat, state: 'engaged', operator: 'Anna' }
  expect(deliveryOf(mine, 0, chat)).toBe('sent')
  expect(deliveryOf(mine, 0, engaged)).toBe('delivered')
  expect(deliveryOf(mine, 20, engaged)).toBe('seen')
})

test("only the operator's eyes count", () => {
  const seen = (seq: number, author: 'operator' | 'student', upTo: number) =>
    eventOf(seq, { kind: 'seen', author, data: { seq: upTo } })
  expect(seenUpTo([seen(3, 'operator', 2), seen(9, 'student', 8), seen(10, 'operator', 4)])).toBe(4)
})
