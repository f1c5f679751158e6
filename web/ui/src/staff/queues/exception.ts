// When a decision about days may be sent.
import type { Exception } from '../../api/office-types'
import type { Key } from '../i18n'
import { timesError } from './form'

export type ExceptionErrors = Partial<Record<'from' | 'to' | 'times' | 'reason', Key>>

export function exceptionErrors({ from, to, times, reason }: Exception, open: boolean): ExceptionErrors {
  const errors: ExceptionErrors = {}
  if (!from) errors.from = 'calendar.need_day'
  if (!to) errors.to = 'calendar.need_day'
  else if (from && to < from) errors.to = 'calendar.backwards'
  else if (Date.parse(to) - Date.parse(from) > 365 * 86_400_000) errors.to = 'calendar.too_long'
  if (open) {
    const wrong = times.length ? timesError(times) : 'queue.need_time'
    if (wrong) errors.times = wrong
  }
  if (!reason.it?.trim() && !reason.en?.trim()) errors.reason = 'calendar.need_reason'
  return errors
}
