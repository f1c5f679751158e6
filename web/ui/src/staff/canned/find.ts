import type { Lang } from '../../api/types'
import type { Key } from '../i18n'
import { fold } from '../library/filter'
import type { CannedRow } from './api'

// What serves in a queue ("" for every reply), and has the text in its name or words.
export function find(rows: CannedRow[], lang: Lang, queue: string, text: string): CannedRow[] {
  const wanted = fold(text.trim().replace(/^\//, ''))
  return rows
    .filter(({ item }) => item.lang === lang && (queue === '' || item.queue === '' || item.queue === queue))
    .filter(({ item }) => fold(`${item.name} ${item.text}`).includes(wanted))
    .sort((a, b) => a.item.name.localeCompare(b.item.name, lang))
}

// The variables: their names in a text of each language, and what they stand for.
export const variables: (Record<Lang, string> & { about: Key })[] = [
  { it: 'studente', en: 'student', about: 'canned.student' },
  { it: 'operatore', en: 'operator', about: 'canned.operator' },
  { it: 'coda', en: 'queue', about: 'canned.chat_queue' },
  { it: 'orari', en: 'hours', about: 'canned.hours' },
  { it: 'link', en: 'link', about: 'canned.link' },
]

// The text with the variable put in the place of what is selected, and where one goes on.
export function withVariable(text: string, from: number, to: number, name: string): { text: string; at: number } {
  const before = text.slice(0, from)
  const gap = before && !/\s$/.test(before) ? ' ' : ''
  const inserted = `${gap}{${name}}`
  return { text: before + inserted + text.slice(to), at: from + inserted.length }
}
