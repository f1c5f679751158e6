import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { dayAfter } from '../staff/library/text'
import { dayOf, daysAfter, minuteOf } from './day'

beforeEach(() => vi.stubEnv('TZ', 'Europe/Rome'))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

test('the day is that of the calendar on the wall, not of Greenwich', () => {
  vi.useFakeTimers({ now: new Date('2026-09-06T22:30:00Z') }) // half past midnight in Rome
  expect(minuteOf(new Date())).toBe('2026-09-07T00:30')
  expect(dayAfter()).toBe('2026-09-07')
  expect(dayAfter(365)).toBe('2027-09-07')
})

test('a day after is a day, where the clock changes too', () => {
  const late = new Date('2026-10-24T21:30:00Z') // 23:30; the next day has 25 hours
  expect(dayOf(daysAfter(late, 1))).toBe('2026-10-25')
  expect(dayOf(daysAfter(late, 2))).toBe('2026-10-26')
})
