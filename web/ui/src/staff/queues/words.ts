// How a queue stands, in words, by the office's clock.
import type { OfficeCalendar, OfficeQueue } from '../../api/office-types'
import { opening } from '../../i18n/translate'
import { lang, t } from '../i18n'
import { now } from '../ui/clock'

export function standsAs({ open, opens_at, closes_at, zone, why }: OfficeQueue): string {
  const when = (at: string) => opening(at, lang.value, zone, new Date(now.value))
  if (open) return closes_at ? t('queues_page.open_until', { when: when(closes_at) }) : t('queues_page.open')
  const told = why?.text ? ` (${why.text})` : why?.reason === 'hand' ? ` (${t('queues_page.by_hand')})` : ''
  return (opens_at ? t('queues_page.closed_until', { when: when(opens_at) }) : t('queues_page.closed')) + told
}

// The queue a decision is about.
export function queueName(id: string, queues: readonly { id: string; name: string }[] | undefined): string {
  return id === '' ? t('calendar.all') : (queues?.find(queue => queue.id === id)?.name ?? id)
}

// "24 dic", "23 dic – 6 gen", with the year where it is not this one.
export function daysText({ from, to }: { from: string; to: string }, { today }: Pick<OfficeCalendar, 'today'>): string {
  const day = (text: string) => {
    const year = text.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const)
    const format = new Intl.DateTimeFormat(lang.value === 'it' ? 'it-IT' : 'en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      ...year,
    })
    return format.format(new Date(`${text}T12:00:00`))
  }
  return from === to ? day(from) : `${day(from)} – ${day(to)}`
}
