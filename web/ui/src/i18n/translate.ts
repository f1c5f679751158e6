// Sentences by key, in the reader's language. A sentence with a number has one form for
// each plural category; {name} is filled in. Both dictionaries have the same keys, which
// the compiler checks.
import type { Lang } from '../api/types'

export type Plural = { one: string; other: string } // chosen by {n}
export type Sentence = string | Plural
export type Params = Record<string, string | number>

export type Translate<K extends string> = (key: K, params?: Params) => string

const locales: Record<Lang, string> = { it: 'it-IT', en: 'en-GB' }

export function translator<K extends string>(
  dictionaries: Record<Lang, Record<K, Sentence>>,
  lang: () => Lang,
): Translate<K> {
  return (key, params = {}) => {
    const sentence = dictionaries[lang()][key]
    return fill(typeof sentence === 'string' ? sentence : plural(sentence, lang(), Number(params.n)), params)
  }
}

function plural(forms: Plural, lang: Lang, n: number): string {
  return new Intl.PluralRules(locales[lang]).select(n) === 'one' ? forms.one : forms.other
}

function fill(sentence: string, params: Params): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

export function locale(lang: Lang): string {
  return locales[lang]
}

// "2026-03-01" -> "1 marzo 2026"
export function date(day: string, lang: Lang): string {
  const when = new Date(day.length === 10 ? `${day}T12:00:00` : day)
  if (Number.isNaN(when.getTime())) return day
  return new Intl.DateTimeFormat(locales[lang], { dateStyle: 'long' }).format(when)
}

// "9:05", by the clock of the zone, or the reader's own.
export function time(at: string, lang: Lang, zone?: string): string {
  const options: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', ...zoned(zone) }
  return new Intl.DateTimeFormat(locales[lang], options).format(new Date(at))
}

// When something opens, as one says it: "oggi alle 14:00", "lunedì alle 9:00", by the clock
// of the zone.
export function opening(at: string, lang: Lang, zone?: string, now = new Date()): string {
  const when = new Date(at)
  const days = dayNumber(when, zone) - dayNumber(now, zone)
  return `${dayName(when, days, lang, zone)} ${clockOf(at, lang, zone)}`
}

// "alle 9:00", "all’1:00", "at 9:00"
export function clockOf(at: string, lang: Lang, zone?: string): string {
  const clock = time(at, lang, zone)
  if (lang === 'en') return `at ${clock}`
  return clock.startsWith('1:') ? `all’${clock}` : `alle ${clock}`
}

function dayName(when: Date, days: number, lang: Lang, zone: string | undefined): string {
  if (days === 0 || days === 1) {
    return new Intl.RelativeTimeFormat(locales[lang], { numeric: 'auto' }).format(days, 'day')
  }
  const short: Intl.DateTimeFormatOptions = { weekday: 'long', ...zoned(zone) }
  const long: Intl.DateTimeFormatOptions = { ...short, day: 'numeric', month: 'long' }
  const name = new Intl.DateTimeFormat(locales[lang], days < 7 ? short : long).format(when)
  return lang === 'it' ? name : `on ${name}`
}

// Days since 1970 by the calendar of the zone.
function dayNumber(when: Date, zone: string | undefined): number {
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zoned(zone) }).format(when) // 2026-03-06
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000
}

function zoned(zone: string | undefined): Intl.DateTimeFormatOptions {
  return zone ? { timeZone: zone } : {}
}
