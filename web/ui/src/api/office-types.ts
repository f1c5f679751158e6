// What the JSON API says to supervisors about queues and the calendar, and takes from them.
import type { Lang, Standing } from './types'

// GET  /queues -> OfficeQueue[]; /queues/{id} -> OfficeQueue (supervisor, administrator)
// PUT  /queues/{id}/settings QueueSettings & {revision} -> OfficeQueue; 409 "stale"
// PUT  /queues/{id}/override {override, until?} -> OfficeQueue
// GET  /queues/{id}/appointments -> AppointmentPlan; PUT AppointmentPlan; 409 "stale"
// GET  /queues/{id}/appointments/booked -> BookedAppointment[]
// POST /queues/{id}/appointments/{id}/withdraw {reason?} -> 204; 404 when it is not booked any more
// GET  /calendar -> OfficeCalendar; the following answer with it too
// PUT  /calendar/patron Patron; 409 "stale"
// POST /calendar/exceptions; PUT, DELETE ?revision= /calendar/exceptions/{id}; 409 "stale"

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

export interface Times {
  from: string // 09:00
  to: string // at most 24:00
}

export interface Hours {
  zone?: string
  intervals: ({ days: Weekday[] } & Times)[]
  on_holidays?: boolean // they hold on public holidays too
}

export interface QueueSettings {
  routing: 'push' | 'pull'
  max_wait: number // minutes
  goal: number // seconds
  overflow: { queue: string; after: number }[] // seconds of waiting
  ask_after: number // minutes; 0: never
  leave_after: number // minutes
  hours?: Hours // without them those of the topic
  override: '' | 'open' | 'closed'
  override_until?: string
}

export interface OfficeQueue extends Standing {
  id: string
  name: string
  revision: number
  settings: QueueSettings
  topic_hours: Hours
  waiting: number
  tickets: number
  oldest?: string
  staffed: boolean
}

// When appointments with a queue can be booked.
export interface AppointmentPlan {
  revision: number // 0: nobody has decided yet
  hours: Hours
  minutes: number // how long each takes
  places: number // at the same time; 0: none can be booked
  days: number // ahead, from today
}

export interface BookedAppointment {
  id: string
  starts_at: string
  ends_at: string
  student: string // may be empty
  subject: string
  off_plan: boolean // no time of the plan as it is now, or on a closed day
}

export type Words = Partial<Record<Lang, string>>

// Days on which a queue, or all, keep other hours than usual, or none.
export interface Exception {
  id: string
  queue: string // empty: all
  from: string // 2026-12-24
  to: string // included
  times: Times[]
  reason: Words
  revision: number
}

export interface OfficeCalendar {
  zone: string
  today: string
  patron: { day: string; name: Words; revision: number } // day: 12-07, or empty
  holidays: { day: string; name: string }[]
  exceptions: Exception[]
}
