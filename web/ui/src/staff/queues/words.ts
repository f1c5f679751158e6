// How a queue stands, in words, by the office's clock.
import type { OfficeCalendar, OfficeQueue } from '../../api/office-types'
import { opening } from '../../i18n/translate'
import { lang, t } from '../i18n'
import { now } from '../ui/clock'

type Standing = Pick<OfficeQueue, 'open' | 'opens_at' | 'closes_at' | 'zone' | 'why'>

// "Chiusa, riapre lunedì alle 9:00 (Epifania)"
export function standsAs(queue: Standing): string {
  const state = t(queue.open ? 'queues_page.open' : 'queues_page.closed')
  const until = untilWhen(queue)
  return until && !until.startsWith('(') ? `${state}, ${until}` : `${state} ${until}`.trim()
}

// What follows beside the state: when that changes, and why it is closed.
export function untilWhen({ open, opens_at, closes_at, zone, why }: Standing): string {
  const when = (at: string) => ({ when: opening(at, lang.value, zone, new Date(now.value)) })
  if (open) return closes_at ? t('queues_page.closes', when(closes_at)) : ''
  const told = why?.text ? `(${why.text})` : why?.reason === 'hand' ? `(${t('queues_page.by_hand')})` : ''
  return [opens_at && t('queues_page.opens', when(opens_at)), told].filter(Boolean).join(' ')
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
