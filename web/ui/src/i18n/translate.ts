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

// "9:05"
export function time(at: string, lang: Lang): string {
  return new Intl.DateTimeFormat(locales[lang], { hour: 'numeric', minute: '2-digit' }).format(new Date(at))
}

// When something opens, as one says it: "oggi alle 14:00", "lunedì alle 9:00".
export function opening(at: string, lang: Lang, now = new Date()): string {
  const when = new Date(at)
  const days = Math.round((midnight(when) - midnight(now)) / 86_400_000)
  return `${dayName(when, days, lang)} ${lang === 'it' ? 'alle' : 'at'} ${time(at, lang)}`
}

function dayName(when: Date, days: number, lang: Lang): string {
  if (days === 0 || days === 1) {
    return new Intl.RelativeTimeFormat(locales[lang], { numeric: 'auto' }).format(days, 'day')
  }
  const long: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' }
  const name = new Intl.DateTimeFormat(locales[lang], days < 7 ? { weekday: 'long' } : long).format(when)
  return lang === 'it' ? name : `on ${name}`
}

function midnight(when: Date): number {
  return new Date(when.getFullYear(), when.getMonth(), when.getDate()).getTime()
}
