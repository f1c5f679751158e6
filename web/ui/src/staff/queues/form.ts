// What the form of a queue holds, and when it may be sent.
import type { Hours, OfficeQueue, QueueSettings, Times, Weekday } from '../../api/office-types'
import type { Key } from '../i18n'

export const weekdays: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

export type Week = Record<Weekday, Times[]>

export interface QueueForm {
  own: boolean // hours of its own, not the topic's
  week: Week
  onHolidays: boolean
  routing: QueueSettings['routing']
  maxWait: string // as typed
  goal: string
  asks: boolean
  askAfter: string
  leaveAfter: string
  overflow: { queue: string; after: string }[]
}

export function weekOf({ intervals }: Hours): Week {
  const week = Object.fromEntries(weekdays.map(day => [day, []])) as unknown as Week
  for (const { days, from, to } of intervals) for (const day of days) week[day].push({ from, to })
  for (const day of weekdays) week[day].sort((a, b) => (a.from < b.from ? -1 : 1))
  return week
}

// The same times on several days are one interval.
export function hoursOf(week: Week, zone: string, onHolidays: boolean): Hours {
  const days = new Map<string, Weekday[]>()
  for (const day of weekdays) {
    for (const { from, to } of week[day]) days.set(`${from} ${to}`, [...(days.get(`${from} ${to}`) ?? []), day])
  }
  const intervals = [...days].map(([times, on]) => {
    const [from = '', to = ''] = times.split(' ')
    return { days: on, from, to }
  })
  return { zone, intervals, ...(onHolidays && { on_holidays: true }) }
}

export function formOf({ settings, topic_hours }: OfficeQueue): QueueForm {
  const hours = settings.hours ?? topic_hours
  return {
    own: settings.hours !== undefined,
    week: weekOf(hours),
    onHolidays: hours.on_holidays ?? false,
    routing: settings.routing,
    maxWait: String(settings.max_wait),
    goal: String(settings.goal),
    asks: settings.ask_after > 0,
    askAfter: String(settings.ask_after || 5),
    leaveAfter: String(settings.leave_after),
    overflow: settings.overflow.map(({ queue, after }) => ({ queue, after: String(after) })),
  }
}

// The settings with what the form changes; what it does not know stays.
export function settingsOf(form: QueueForm, { settings, zone }: OfficeQueue): QueueSettings {
  const { hours: _, ...rest } = settings
  return {
    ...rest,
    ...(form.own && { hours: hoursOf(form.week, zone, form.onHolidays) }),
    routing: form.routing,
    max_wait: Number(form.maxWait),
    goal: Number(form.goal),
    ask_after: form.asks ? Number(form.askAfter) : 0,
    leave_after: Number(form.leaveAfter),
    overflow: form.overflow.map(({ queue, after }) => ({ queue, after: Number(after) })),
  }
}

export type Numbers = 'maxWait' | 'goal' | 'askAfter' | 'leaveAfter'
export type QueueErrors = Partial<Record<Numbers | Weekday | `overflow${number}`, Key>>

const limits: Record<Numbers, [number, number, Key]> = {
  maxWait: [1, 1440, 'queue.need_minutes'],
  goal: [1, 3600, 'queue.need_goal'],
  askAfter: [1, 1440, 'queue.need_minutes'],
  leaveAfter: [1, 1440, 'queue.need_minutes'],
}

export function errorsOf(form: QueueForm): QueueErrors {
  const errors: QueueErrors = {}
  for (const name of Object.keys(limits) as Numbers[]) {
    const [least, most, key] = limits[name]
    if ((name === 'askAfter' || name === 'leaveAfter') && !form.asks) continue
    if (!whole(form[name], least, most)) errors[name] = key
  }
  if (form.own) {
    for (const day of weekdays) {
      const wrong = timesError(form.week[day])
      if (wrong) errors[day] = wrong
    }
  }
  for (const [at, { queue, after }] of form.overflow.entries()) {
    const twice = form.overflow.findIndex(other => other.queue === queue) !== at
    if (!queue || twice) errors[`overflow${at}`] = 'queue.need_helper'
    else if (!whole(after, 0, 86_400)) errors[`overflow${at}`] = 'queue.need_seconds'
  }
  return errors
}

// What is wrong with the times of a day.
export function timesError(times: Times[]): Key | undefined {
  if (times.some(({ from, to }) => !from || !to)) return 'queue.need_time'
  if (times.some(({ from, to }) => from >= to)) return 'queue.backwards'
  const sorted = [...times].sort((a, b) => (a.from < b.from ? -1 : 1))
  const overlap = sorted.some(({ from }, at) => at > 0 && from < (sorted[at - 1]?.to ?? ''))
  return overlap ? 'queue.overlap' : undefined
}

export function whole(text: string, least: number, most: number): boolean {
  const n = Number(text)
  return text.trim() !== '' && Number.isInteger(n) && n >= least && n <= most
}

// A time field ends the day at 00:00; the API writes 24:00.
export const shownEnd = (to: string) => (to === '24:00' ? '00:00' : to)
export const typedEnd = (to: string) => (to === '00:00' ? '24:00' : to)

// What differs between two states of a queue, by the names of the form's parts.
export function differences(mine: QueueForm, theirs: QueueForm): Key[] {
  const parts: [Key, (form: QueueForm) => unknown][] = [
    ['queue.hours', form => form.own && [form.week, form.onHolidays]],
    ['queue.routing', form => form.routing],
    ['queue.max_wait', form => form.maxWait],
    ['queue.goal', form => form.goal],
    ['queue.silence', form => form.asks && [form.askAfter, form.leaveAfter]],
    ['queue.overflow', form => form.overflow],
  ]
  return parts.filter(([, of]) => JSON.stringify(of(mine)) !== JSON.stringify(of(theirs))).map(([name]) => name)
}
