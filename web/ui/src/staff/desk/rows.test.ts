import { expect, test } from 'vitest'
import type { Pending } from './outbox'
import { type Row, rowsOf } from './rows'
import { event } from './testing'

const base = { pending: [] as Pending[], seenTo: 0, newFrom: 99 }
const kinds = (rows: Row[]) => rows.map(row => row.kind)
const said = (rows: Row[]) => rows.filter(row => row.kind === 'said')

test('a day stands before its first message', () => {
  const rows = rowsOf({
    ...base,
    events: [event(1, { at: '2026-09-14T09:00:00Z' }), event(2, { at: '2026-09-15T09:00:00Z' })],
  })
  expect(kinds(rows)).toEqual(['day', 'said', 'day', 'said'])
})

test('the line "new" stands once, before the first unread', () => {
  const rows = rowsOf({ ...base, newFrom: 1, events: [event(1), event(2), event(3)] })
  expect(kinds(rows)).toEqual(['day', 'said', 'new', 'said', 'said'])
})

test('messages in a row stand under one name; a note does not join them', () => {
  const own = { author: 'operator', name: 'Anna' } as const
  const rows = rowsOf({
    ...base,
    events: [event(1, own), event(2, own), event(3, { ...own, kind: 'note' }), event(20, own)],
  })
  expect(said(rows).map(row => row.follows)).toEqual([false, true, false, false])
})

test('sending, refused, sent, seen', () => {
  const pending: Pending[] = [
    {
      client_id: 'a',
      line: 'messages',
      text: 'x',
      at: event(5).at,
      failure: { code: 'too_long', message: '', id: '' },
    },
    { client_id: 'b', line: 'messages', text: 'y', at: event(5).at },
  ]
  const events = [event(1, { author: 'operator' }), event(3, { author: 'operator' }), event(4)]
  const rows = said(rowsOf({ ...base, events, pending, seenTo: 2 }))
  expect(rows.map(row => row.state)).toEqual(['seen', 'sent', undefined, 'refused', 'sending'])
})

test('what the other screen has shown is not a line of the conversation', () => {
  expect(kinds(rowsOf({ ...base, events: [event(1, { kind: 'seen', data: { seq: 0 } })] }))).toEqual([])
})
