import { expect, test } from 'vitest'
import type { OfficeQueue } from '../../api/office-types'
import { exceptionErrors } from './exception'
import { differences, errorsOf, formOf, hoursOf, settingsOf, timesError, weekOf } from './form'

const fees: OfficeQueue = {
  id: 'fees',
  name: 'Tasse',
  open: true,
  zone: 'Europe/Rome',
  revision: 3,
  settings: {
    routing: 'push',
    max_wait: 30,
    goal: 60,
    overflow: [{ queue: 'exams', after: 90 }],
    ask_after: 0,
    leave_after: 3,
    override: 'closed',
  },
  topic_hours: { zone: 'Europe/Rome', intervals: [{ days: ['mon', 'tue'], from: '09:00', to: '18:00' }] },
  waiting: 0,
  tickets: 0,
  staffed: false,
}

test('a queue unchanged is sent as it was, with what the form does not know', () => {
  const more = { ...fees, settings: { ...fees.settings, appointments: 5 } }
  expect(settingsOf(formOf(more), more)).toEqual({ ...more.settings })
  expect(errorsOf(formOf(fees))).toEqual({})
})

test('the same times on several days are one interval', () => {
  const week = weekOf(fees.topic_hours)
  week.tue.push({ from: '19:00', to: '20:00' })
  expect(hoursOf(week, 'Europe/Rome', true)).toEqual({
    zone: 'Europe/Rome',
    intervals: [
      { days: ['mon', 'tue'], from: '09:00', to: '18:00' },
      { days: ['tue'], from: '19:00', to: '20:00' },
    ],
    on_holidays: true,
  })
})

test('what cannot be is named', () => {
  const form = { ...formOf(fees), own: true, asks: true, maxWait: '0', goal: 'x', askAfter: '', leaveAfter: '1441' }
  form.week.mon = [
    { from: '09:00', to: '12:00' },
    { from: '11:00', to: '13:00' },
  ]
  form.overflow = [
    { queue: 'exams', after: '-1' },
    { queue: 'exams', after: '1' },
  ]
  expect(errorsOf(form)).toEqual({
    maxWait: 'queue.need_minutes',
    goal: 'queue.need_goal',
    askAfter: 'queue.need_minutes',
    leaveAfter: 'queue.need_minutes',
    mon: 'queue.overlap',
    overflow0: 'queue.need_seconds',
    overflow1: 'queue.need_helper',
  })
  expect(timesError([{ from: '09:00', to: '' }])).toBe('queue.need_time')
  expect(timesError([{ from: '09:00', to: '09:00' }])).toBe('queue.backwards')
  expect(timesError([{ from: '20:00', to: '24:00' }])).toBeUndefined()
})

test('what another supervisor changed is named', () => {
  const theirs = formOf({ ...fees, settings: { ...fees.settings, max_wait: 12, ask_after: 4 } })
  expect(differences(formOf(fees), theirs)).toEqual(['queue.max_wait', 'queue.silence'])
  expect(differences(formOf(fees), formOf(fees))).toEqual([])
})

test('a closure needs days in order and a reason, other hours their times', () => {
  const one = { id: '', queue: '', from: '2026-12-24', to: '2026-12-23', times: [], reason: { it: ' ' }, revision: 0 }
  expect(exceptionErrors(one, true)).toEqual({
    to: 'calendar.backwards',
    times: 'queue.need_time',
    reason: 'calendar.need_reason',
  })
  expect(exceptionErrors({ ...one, from: '', to: '' }, false)).toMatchObject({
    from: 'calendar.need_day',
    to: 'calendar.need_day',
  })
  expect(exceptionErrors({ ...one, to: '2026-12-24', reason: { en: 'eve' } }, false)).toEqual({})
})
