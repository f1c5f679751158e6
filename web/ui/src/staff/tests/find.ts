import type { Lang } from '../../api/types'
import { fold } from '../library/filter'
import type { TestRow } from './api'
import type { Run } from './run'

export interface Wanted {
  text: string
  wrong: boolean // only those that something else answered
}

// The rows of a language with all the words in the question or the entry's id. What was
// deleted here stays in sight, for its way back.
export function find(rows: TestRow[], lang: Lang, { text, wrong }: Wanted, run: Run): TestRow[] {
  const words = fold(text).split(/\s+/).filter(Boolean)
  return rows.filter(({ item, deleted }) => {
    if (item.lang !== lang || (wrong && !deleted && run.of(item)?.right !== false)) return false
    const all = fold(`${item.text} ${item.entry}`)
    return words.every(word => all.includes(word))
  })
}

// How many of those asked were right, and how many of a language were not.
export function tally(rows: TestRow[], run: Run): { tried: number; right: number; wrong: Record<Lang, number> } {
  const sum = { tried: 0, right: 0, wrong: { it: 0, en: 0 } }
  for (const { item, deleted } of rows) {
    const tried = deleted ? undefined : run.of(item)
    if (!tried) continue
    sum.tried++
    if (tried.right) sum.right++
    else sum.wrong[item.lang]++
  }
  return sum
}
