import { expect, test } from 'vitest'
import type { ChatEvent, HandoffState } from '../api/types'
import { chatAfter } from './state'
import { wordsOf } from './words'

const chat = {
  chat: 'c1',
  channel: 'chat',
  state: 'engaged',
  queue: 'fees',
  queue_name: 'Tasse',
  zone: 'Europe/Rome',
  after: 0,
} as const
const event = (part: Partial<ChatEvent>): ChatEvent => {
  const base = { seq: 9, chat: 'c1', conversation: 'v1', kind: 'message', author: 'operator' } as const
  return { ...base, at: '2026-09-14T09:00:00.000Z', ...part }
}
const keyOf = (part: Partial<ChatEvent>) => wordsOf(event(part), chat, 'qualcuno')?.key

test('who vanished and who gave the chat back are told apart', () => {
  expect(keyOf({ kind: 'returned', author: 'system' })).toBe('event.vanished')
  expect(keyOf({ kind: 'returned' })).toBe('event.returned')
  expect(keyOf({ kind: 'returned', author: 'supervisor' })).toBe('event.returned')
})

test('an end by silence is no common end', () => {
  expect(keyOf({ kind: 'closed', author: 'system', data: { outcome: 'abandoned' } })).toBe('event.lapsed')
  expect(keyOf({ kind: 'closed' })).toBe('event.closed')
  expect(keyOf({ kind: 'closed', author: 'supervisor' })).toBe('event.closed')
})

test('what needs no words has none', () => {
  expect(keyOf({ kind: 'queued', author: 'student' })).toBeUndefined()
  expect(keyOf({ kind: 'seen' })).toBeUndefined()
})

test('who is passed on waits, in the queue that the event names', () => {
  const engaged: HandoffState = { ...chat, operator: 'Giulia' }
  const data = { queue: 'exams', queue_name: 'Esami' }
  const up = chatAfter(engaged, event({ kind: 'escalated', data }))
  expect(up).toMatchObject({ state: 'waiting', queue: 'exams' })
  expect(up.operator).toBeUndefined()
  expect(chatAfter(engaged, event({ kind: 'sent_back', data }))).toMatchObject({ state: 'waiting', position: 1 })
  expect(chatAfter(engaged, event({ kind: 'asked', author: 'system' }))).toBe(engaged)
})
