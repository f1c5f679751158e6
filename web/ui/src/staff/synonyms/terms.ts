import type { Lang } from '../../api/types'
import { fold } from '../library/filter'
import type { SynonymRow } from './api'

// The terms as an editor writes them in a field: with commas, or pasted one a line.
export function termsOf(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map(term => term.trim().replace(/\s+/g, ' '))
    .filter(Boolean)
}

export const textOf = (terms: string[]) => terms.join(', ')

// The rows of a language that have a term with the text in it, by their first term.
export function find(rows: SynonymRow[], lang: Lang, text: string): SynonymRow[] {
  const wanted = fold(text.trim())
  return rows
    .filter(({ item }) => item.lang === lang && item.terms.some(term => fold(term).includes(wanted)))
    .sort((a, b) => (a.item.terms[0] ?? '').localeCompare(b.item.terms[0] ?? '', lang))
}
