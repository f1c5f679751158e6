// The staff pages' words. Each area has one file with both languages; the English must
// have every key of the Italian, or it does not compile.
import { signal } from '@preact/signals'
import type { Lang } from '../../api/types'
import { locale, type Sentence, translator } from '../../i18n/translate'
import { preferences } from '../app/storage'
import * as app from './app'
import * as appointments from './appointments'
import * as board from './board'
import * as canned from './canned'
import * as desk from './desk'
import * as explain from './explain'
import * as files from './files'
import * as guidePages from './guide-pages'
import * as guides from './guides'
import * as intake from './intake'
import * as library from './library'
import * as missing from './missing'
import * as notices from './notices'
import * as office from './office'
import * as pairs from './pairs'
import * as pictures from './pictures'
import * as publish from './publish'
import * as queues from './queues'
import * as routing from './routing'
import * as studio from './studio'
import * as synonyms from './synonyms'
import * as tests from './tests'
import * as work from './work'

export const it = {
  ...app.it,
  ...desk.it,
  ...routing.it,
  ...work.it,
  ...intake.it,
  ...library.it,
  ...studio.it,
  ...publish.it,
  ...synonyms.it,
  ...tests.it,
  ...notices.it,
  ...guidePages.it,
  ...guides.it,
  ...pairs.it,
  ...pictures.it,
  ...missing.it,
  ...canned.it,
  ...files.it,
  ...office.it,
  ...explain.it,
  ...queues.it,
  ...appointments.it,
  ...board.it,
}
export type Key = keyof typeof it
export const en: Record<Key, Sentence> = {
  ...app.en,
  ...desk.en,
  ...routing.en,
  ...work.en,
  ...intake.en,
  ...library.en,
  ...studio.en,
  ...publish.en,
  ...synonyms.en,
  ...tests.en,
  ...notices.en,
  ...guidePages.en,
  ...guides.en,
  ...pairs.en,
  ...pictures.en,
  ...missing.en,
  ...canned.en,
  ...files.en,
  ...office.en,
  ...explain.en,
  ...queues.en,
  ...appointments.en,
  ...board.en,
}

export const lang = signal<Lang>(initial())

export const t = translator<Key>({ it, en }, () => lang.value)

// In the language of a student, for what goes to them.
export const tIn = (to: Lang) => translator<Key>({ it, en }, () => to)

export function setLang(next: Lang): void {
  lang.value = next
  preferences.write('lang', next)
}

// The sentence of a code that the server sends; undefined for a code not known here.
export function known(key: string): string | undefined {
  return key in it ? t(key as Key) : undefined
}

function initial(): Lang {
  const kept = preferences.read<Lang>('lang')
  if (kept === 'it' || kept === 'en') return kept
  return typeof navigator !== 'undefined' && /^en/i.test(navigator.language) ? 'en' : 'it'
}

// --- Numbers and dates ---

export const number = (n: number) => new Intl.NumberFormat(locale(lang.value), { useGrouping: 'min2' }).format(n)

export const decimal = (n: number) =>
  new Intl.NumberFormat(locale(lang.value), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(n)

export const percent = (share: number) =>
  new Intl.NumberFormat(locale(lang.value), { style: 'percent', maximumFractionDigits: 0 }).format(share)

const format = (options: Intl.DateTimeFormatOptions) => (when: string | Date) =>
  new Intl.DateTimeFormat(locale(lang.value), options).format(new Date(when))

export const time = format({ hour: '2-digit', minute: '2-digit' })
export const date = format({ day: 'numeric', month: 'short', year: 'numeric' })
export const day = format({ weekday: 'long', day: 'numeric', month: 'long' })
export const shortDay = format({ day: 'numeric', month: 'short' })
export const monthName = format({ month: 'long', year: 'numeric' })
export const moment = format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

// A measured time, exact to the second while that matters: "45 s", "1 min 36 s", "12 min".
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60 || whole >= 600 || whole % 60 === 0) return span(whole)
  return t('span.min_s', { n: Math.floor(whole / 60), s: whole % 60 })
}

// How long something has lasted: "40 s", "12 min", "2 h 05", "3 d".
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return t('span.s', { n: whole })
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return t('span.min', { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return t('span.h', { n: hours, m: String(minutes % 60).padStart(2, '0') })
  return t('span.d', { n: Math.floor(hours / 24) })
}
