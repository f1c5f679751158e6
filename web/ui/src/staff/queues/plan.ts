// What the form of a queue's appointments holds, and when it may be sent.
import type { AppointmentPlan, Weekday } from '../../api/office-types'
import type { Key } from '../i18n'
import { hoursOf, timesError, type Week, weekdays, weekOf, whole } from './form'

export interface PlanForm {
  offers: boolean // students can book
  week: Week
  onHolidays: boolean
  minutes: string // as typed
  places: string
  days: string
}

export function planFormOf({ hours, minutes, places, days }: AppointmentPlan): PlanForm {
  return {
    offers: places > 0,
    week: weekOf(hours),
    onHolidays: hours.on_holidays ?? false,
    minutes: String(minutes),
    places: String(places || 1),
    days: String(days),
  }
}

// Where nobody can book, only that is decided: what the fields held before stays.
export function planOf(form: PlanForm, before: AppointmentPlan, zone: string): AppointmentPlan {
  if (!form.offers) return { ...before, places: 0 }
  return {
    revision: before.revision,
    hours: hoursOf(form.week, zone, form.onHolidays),
    minutes: Number(form.minutes),
    places: Number(form.places),
    days: Number(form.days),
  }
}

export type PlanErrors = Partial<Record<'minutes' | 'places' | 'days' | 'week' | Weekday, Key>>

export function planErrors(form: PlanForm): PlanErrors {
  const errors: PlanErrors = {}
  if (!form.offers) return errors
  if (!whole(form.minutes, 5, 480)) errors.minutes = 'plan.need_minutes'
  if (!whole(form.places, 1, 100)) errors.places = 'plan.need_places'
  if (!whole(form.days, 1, 60)) errors.days = 'plan.need_days'
  if (weekdays.every(day => form.week[day].length === 0)) errors.week = 'plan.need_hours'
  for (const day of weekdays) {
    const wrong = timesError(form.week[day])
    if (wrong) errors[day] = wrong
    else if (!errors.minutes && form.week[day].some(times => fits(times, Number(form.minutes)) === 0))
      errors[day] = 'plan.too_short'
  }
  return errors
}

// How many appointments there are in a usual week; undefined while that can't be said.
export function perWeek(form: PlanForm): number | undefined {
  if (!form.offers || Object.keys(planErrors(form)).length > 0) return undefined
  const minutes = Number(form.minutes)
  const times = weekdays.flatMap(day => form.week[day]).reduce((all, one) => all + fits(one, minutes), 0)
  return times * Number(form.places)
}

function fits({ from, to }: { from: string; to: string }, minutes: number): number {
  return Math.floor((minuteOf(to) - minuteOf(from)) / minutes)
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

// What differs between two states of the plan, by the names of the form's parts.
export function planDiffers(mine: PlanForm, theirs: PlanForm): Key[] {
  const parts: [Key, (form: PlanForm) => unknown][] = [
    ['plan.offers', form => form.offers],
    ['plan.hours', form => [form.week, form.onHolidays]],
    ['plan.minutes', form => form.minutes],
    ['plan.places', form => form.places],
    ['plan.days', form => form.days],
  ]
  return parts.filter(([, of]) => JSON.stringify(of(mine)) !== JSON.stringify(of(theirs))).map(([name]) => name)
}
