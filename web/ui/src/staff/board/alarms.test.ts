import { expect, test } from 'vitest'
import type { BoardOperator, BoardQueue } from '../../api/board-types'
import { alarmsOf, byNeed, byState, queueAlarm, serviceLevel, vanished } from './alarms'

const now = Date.parse('2026-09-07T10:00:00Z')

const queue = (id: string, over: Partial<BoardQueue> = {}): BoardQueue => ({
  id,
  name: id,
  open: true,
  zone: 'Europe/Rome',
  staffed: true,
  wait: null,
  full: false,
  waiting: 0,
  engaged: 0,
  present: 1,
  free: 0,
  tickets: 0,
  urgent: 0,
  escalated: 0,
  max_wait: 10,
  goal: 60,
  answered: 0,
  in_time: 0,
  abandoned: 0,
  ...over,
})
const waits = (id: string, since: string, over: Partial<BoardQueue> = {}) =>
  queue(id, { waiting: 1, since: `2026-09-07T${since}Z`, ...over })

const operator = (name: string, over: Partial<BoardOperator> = {}): BoardOperator => ({
  id: name,
  name,
  level: 1,
  state: 'available',
  here: true,
  engaged: 0,
  urgent: 0,
  capacity: 3,
  queues: [],
  ...over,
})

test('a line that nobody serves and a broken promise press, an empty desk is only said', () => {
  expect(queueAlarm(waits('a', '09:59:00', { staffed: false }), now)).toBe('board.unstaffed')
  expect(queueAlarm(waits('a', '09:49:59'), now)).toBe('board.too_long')
  expect(queueAlarm(waits('a', '09:50:00'), now)).toBeUndefined()
  expect(queueAlarm(queue('a', { staffed: false }), now)).toBe('board.nobody')
  expect(queueAlarm(queue('a', { staffed: false, open: false }), now)).toBeUndefined()
})

test('each alarm is told by a name that lasts', () => {
  const queues = [queue('quiet', { staffed: false }), waits('late', '09:00:00')]
  const operators = [operator('Rosa', { here: false, engaged: 2 }), operator('Ugo', { here: false })]
  expect(alarmsOf({ at: '', queues, operators }, now).map(({ id }) => id)).toEqual(['late board.too_long', 'Rosa'])
})

test('what needs somebody stands first', () => {
  const queues = [queue('calm'), waits('new', '09:59:00'), waits('old', '09:55:00'), waits('broken', '09:00:00')]
  expect(byNeed(queues, now).map(({ id }) => id)).toEqual(['broken', 'old', 'new', 'calm'])
  const people = [
    operator('Away', { state: 'away', here: false }),
    operator('Busy', { state: 'paused' }),
    operator('Zoe'),
    operator('Gone', { here: false, engaged: 1, state: 'paused' }),
  ]
  expect(byState(people).map(({ name }) => name)).toEqual(['Gone', 'Zoe', 'Busy', 'Away'])
  expect(people.map(vanished)).toEqual([false, false, false, true])
})

test('no service level before the first answer', () => {
  expect(serviceLevel(queue('a'))).toBeUndefined()
  expect(serviceLevel(queue('a', { answered: 4, in_time: 3 }))).toBe(0.75)
})

test('each urgent chat cries once, and its queue comes first', () => {
  const queues = [waits('a', '09:49:59'), queue('b', { urgent: 2 })]
  expect(byNeed(queues, now).map(one => one.id)).toEqual(['b', 'a'])
  const board = { at: '', queues, operators: [] }
  expect(alarmsOf(board, now).map(one => one.id)).toEqual(['a board.too_long', 'b urgent 0', 'b urgent 1'])
})
