// The days of the calendar as fields and files have them, in the time of this computer.

const two = (n: number) => String(n).padStart(2, '0')

// 2026-09-07
export const dayOf = (when: Date): string => `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`

// 2026-09-07T10:00
export const minuteOf = (when: Date): string => `${dayOf(when)}T${two(when.getHours())}:${two(when.getMinutes())}`

// So many days after, at the same hour.
export function daysAfter(when: Date, days: number): Date {
  const then = new Date(when)
  then.setDate(then.getDate() + days)
  return then
}
