import type { EntrySummary } from '../../api/staff-types'
import type { Lang } from '../../api/types'

export interface Filter {
  topic: string // '' is all
  lang: '' | Lang
  text: string
}

// Every word must be found, whatever its accents, in the question, the id or the office.
export function filterEntries(entries: EntrySummary[], { topic, lang, text }: Filter): EntrySummary[] {
  const words = fold(text).split(/\s+/).filter(Boolean)
  return entries.filter(entry => {
    if (topic && entry.topic !== topic) return false
    if (lang && entry.lang !== lang) return false
    const all = fold(`${entry.question} ${entry.id} ${entry.owner}`)
    return words.every(word => all.includes(word))
  })
}

export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
