import type { Times, Weekday } from '../../api/office-types'
import { type Key, lang, t } from '../i18n'
import { Icon } from '../ui/icons'
import { shownEnd, typedEnd, type Week, weekdays } from './form'

interface Props {
  week: Week
  change: (week: Week) => void
  errors: Partial<Record<Weekday, Key>>
  none?: Key // of a day without times
}

// The hours of a week: any number of times on each day.
export function WeekFields({ week, change, errors, none = 'queue.day_closed' }: Props) {
  const set = (day: Weekday, times: Times[]) => change({ ...week, [day]: times })
  const copy = (day: Weekday) => {
    const upTo: Weekday[] = day === 'sat' || day === 'sun' ? weekdays : weekdays.slice(0, 5)
    change({ ...week, ...Object.fromEntries(upTo.map(one => [one, week[day].map(times => ({ ...times }))])) })
  }
  return (
    <div class="week">
      {weekdays.map(day => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand beside its fields
        <div key={day} class="week-day" role="group" aria-label={dayName(day)}>
          <span class="week-name" aria-hidden="true">
            {dayName(day)}
          </span>
          <TimesFields
            times={week[day]}
            change={times => set(day, times)}
            error={errors[day]}
            name={dayName(day)}
            none={t(none)}
          />
          {week[day].length > 0 && (
            <button type="button" class="btn-plain week-copy" onClick={() => copy(day)}>
              {t(day === 'sat' || day === 'sun' ? 'queue.copy_all' : 'queue.copy')}
            </button>
          )}
        </div>
      ))}
    </div>
  )
}

interface TimesProps {
  times: Times[]
  change: (times: Times[]) => void
  error: Key | undefined
  name: string // of the day, for who does not see it
  none: string
}

// The times of one day.
export function TimesFields({ times, change, error, name, none }: TimesProps) {
  const set = (at: number, part: Partial<Times>) =>
    change(times.map((one, n) => (n === at ? { ...one, ...part } : one)))
  const next = times.at(-1)?.to ?? ''
  const add = () =>
    change([...times, times.length ? { from: next < '14:00' ? '14:00' : '', to: '' } : { from: '09:00', to: '18:00' }])
  const label = (key: 'queue.from' | 'queue.to', n: number) =>
    `${name}, ${t(key)} ${times.length > 1 ? n + 1 : ''}`.trim()
  const invalid = error && { 'aria-invalid': true as const }
  return (
    <div class="times">
      {times.length === 0 && <span class="muted">{none}</span>}
      {times.map((one, n) => (
        <span key={n} class="times-one">
          <input
            type="time"
            class="form-control"
            aria-label={label('queue.from', n)}
            {...invalid}
            value={one.from}
            onInput={e => set(n, { from: e.currentTarget.value })}
          />
          <span aria-hidden="true">–</span>
          <input
            type="time"
            class="form-control"
            aria-label={label('queue.to', n)}
            {...invalid}
            value={shownEnd(one.to)}
            onInput={e => set(n, { to: typedEnd(e.currentTarget.value) })}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={t('queue.remove_times', { name, from: one.from, to: one.to })}
            onClick={() => change(times.filter((_, other) => other !== n))}
          >
            <Icon name="cross" size={16} />
          </button>
        </span>
      ))}
      {times.length < 6 && (
        <button type="button" class="btn-plain" onClick={add} aria-label={`${t('queue.add_times')}: ${name}`}>
          {t('queue.add_times')}
        </button>
      )}
      {error && (
        <p class="field-error" role="alert">
          {t(error)}
        </p>
      )}
    </div>
  )
}

// 5 January 2026 is a Monday.
function dayName(day: Weekday): string {
  const when = new Date(2026, 0, 5 + weekdays.indexOf(day))
  return new Intl.DateTimeFormat(lang.value === 'it' ? 'it-IT' : 'en-GB', { weekday: 'long' }).format(when)
}
