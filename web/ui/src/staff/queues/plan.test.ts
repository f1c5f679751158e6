import { expect, test } from 'vitest'
import type { AppointmentPlan } from '../../api/office-types'
import { perWeek, planDiffers, planErrors, planFormOf, planOf } from './plan'

const plan: AppointmentPlan = {
  revision: 4,
  hours: { zone: 'Europe/Rome', intervals: [{ days: ['tue', 'thu'], from: '10:00', to: '12:30' }] },
  minutes: 20,
  places: 2,
  days: 14,
}

test('a plan unchanged is sent as it was', () => {
  expect(planOf(planFormOf(plan), plan, 'Europe/Rome')).toEqual(plan)
  expect(planErrors(planFormOf(plan))).toEqual({})
})

test('who offers none keeps what was planned', () => {
  const form = { ...planFormOf(plan), offers: false, minutes: 'x', places: '' }
  expect(planErrors(form)).toEqual({})
  expect(planOf(form, plan, 'Europe/Rome')).toEqual({ ...plan, places: 0 })
  expect(planFormOf({ ...plan, places: 0 })).toMatchObject({ offers: false, places: '1' })
})

test('says how many there are in a week, where it can', () => {
  expect(perWeek(planFormOf(plan))).toBe(28) // 7 on each of two days, 2 at a time
  expect(perWeek({ ...planFormOf(plan), minutes: '0' })).toBeUndefined()
  expect(perWeek({ ...planFormOf(plan), offers: false })).toBeUndefined()
})

test('what cannot be is named', () => {
  const empty: AppointmentPlan = { ...plan, hours: { intervals: [] } }
  expect(planErrors({ ...planFormOf(empty), minutes: '4', places: '101', days: '1.5' })).toEqual({
    minutes: 'plan.need_minutes',
    places: 'plan.need_places',
    days: 'plan.need_days',
    week: 'plan.need_hours',
  })
  const short = planFormOf(plan)
  short.week.tue.push({ from: '15:00', to: '15:15' })
  short.week.thu.push({ from: '12:00', to: '13:00' })
  expect(planErrors(short)).toEqual({ tue: 'plan.too_short', thu: 'queue.overlap' })
})

test('what another supervisor has changed is named', () => {
  const theirs = planFormOf({ ...plan, minutes: 30, places: 0 })
  expect(planDiffers(planFormOf(plan), theirs)).toEqual(['plan.offers', 'plan.minutes', 'plan.places'])
})
