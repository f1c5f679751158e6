import type { Alarm, EntryState, EntrySummary } from '../../api/studio-types'
import type { Lang } from '../../api/types'

export type Need = '' | 'stale' | 'low_help' | 'no_translation' | 'unpublished'
export type Order = 'topic' | 'question' | 'updated' | 'shown' | 'helped'

export interface Filter {
  topic: string // '' is all
  lang: '' | Lang
  state: '' | EntryState
  owner: string
  need: Need
  text: string
}

export const noFilter: Filter = { topic: '', lang: '', state: '', owner: '', need: '', text: '' }

// Every word must be found, whatever its accents, in the question, the id or the office. What
// is archived shows only when asked for.
export function filterEntries(entries: EntrySummary[], filter: Filter): EntrySummary[] {
  const words = fold(filter.text).split(/\s+/).filter(Boolean)
  return entries.filter(entry => {
    if (filter.topic && entry.topic !== filter.topic) return false
    if (filter.lang && entry.lang !== filter.lang) return false
    if (filter.owner && entry.owner !== filter.owner) return false
    if (filter.state ? entry.state !== filter.state : entry.state === 'archived') return false
    if (!needs(entry, filter.need)) return false
    const all = fold(`${questionOf(entry)} ${entry.id} ${entry.owner}`)
    return words.every(word => all.includes(word))
  })
}

// Why an entry needs a look: what students see of it, or its draft; nothing twice.
export function alarmsOf(entry: EntrySummary): Alarm[] {
  return [...entry.alarms, ...onlyOfDraft(entry)]
}

export function onlyOfDraft({ alarms, draft }: Pick<EntrySummary, 'alarms' | 'draft'>): Alarm[] {
  return draft?.alarms.filter(one => !alarms.some(({ message }) => message === one.message)) ?? []
}

function needs(entry: EntrySummary, need: Need): boolean {
  const { twin, draft } = entry
  const has = (test: (code: string) => boolean) => alarmsOf(entry).some(({ code }) => test(code))
  if (need === 'stale') return has(code => code !== 'low_help' && code !== 'no_translation')
  if (need === 'low_help') return has(code => code === 'low_help')
  if (need === 'no_translation') return !twin
  if (need === 'unpublished') return draft !== undefined
  return true
}

export function sortEntries(entries: EntrySummary[], order: Order): EntrySummary[] {
  const byQuestion = (a: EntrySummary, b: EntrySummary) => questionOf(a).localeCompare(questionOf(b))
  const orders: Record<Order, (a: EntrySummary, b: EntrySummary) => number> = {
    topic: (a, b) => a.topic.localeCompare(b.topic) || byQuestion(a, b),
    question: byQuestion,
    updated: (a, b) => b.updated.localeCompare(a.updated) || byQuestion(a, b),
    shown: (a, b) => b.use.shown - a.use.shown || byQuestion(a, b),
    helped: (a, b) => helpedShare(a) - helpedShare(b) || byQuestion(a, b), // those that help least first
  }
  return entries.toSorted(orders[order])
}

// Of those who said so, 2 of those about whom nobody did.
function helpedShare({ use }: EntrySummary): number {
  const said = use.helped + use.rejected
  return said > 0 ? use.helped / said : 2
}

export const questionOf = ({ draft, question, id }: EntrySummary): string => question || draft?.question || id

export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
