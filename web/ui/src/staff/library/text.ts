// An entry's text in its two parts. Together they are the text, byte for byte: changing one
// leaves the other as its author wrote it.
import { dayOf, daysAfter } from '../../i18n/day'

export interface Parts {
  front: string // the fields between their lines ---, and the blank lines after
  body: string // the answer in Markdown
}

const fields = /^\uFEFF?---\r?\n[\s\S]*?\r?\n---\r?\n(?:[ \t]*\r?\n)*/

export function partsOf(source: string): Parts {
  const front = fields.exec(source)?.[0] ?? ''
  return { front, body: source.slice(front.length) }
}

export const withBody = (source: string, body: string): string => partsOf(source).front + body

// Takes the fields of one text and the answer of another.
export function withFront(source: string, front: string): string {
  const old = partsOf(source)
  const { front: next } = partsOf(front)
  return next + (old.front ? old.body : source)
}

// Today, or so many days after, as fields have it.
export const dayAfter = (days = 0): string => dayOf(daysAfter(new Date(), days))

// The text with another day as that of its last change.
export function withUpdated(source: string, day: string): string {
  const { front, body } = partsOf(source)
  return front.replace(/^(updated:[ \t]*)\S+/m, `$1${day}`) + body
}

// The line of the answer that stands at a line of the whole text, from 1; 0 within the fields.
export function lineOfBody(source: string, line: number): number {
  return Math.max(0, line - (partsOf(source).front.split('\n').length - 1))
}

// A name for an entry made of its question: lower-case words, without those that say little.
export function idOf(topic: string, question: string, lang: string): string {
  const little = new Set(
    'a al alla allo che come con da dal dalla dei del della devo di e gli i il in la le lo mi nel nella non o per posso quale quali quando se si sono su un una uno the to of an and are at can do does for from how if is it my on or that what when where which who why with you your'.split(
      ' ',
    ),
  )
  const words = question
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(word => word.length > 1 && !little.has(word))
  const id = [topic, ...words.slice(0, 4)].join('-').slice(0, 76).replace(/-+$/, '')
  return lang === 'en' ? `${id}-en` : id
}
