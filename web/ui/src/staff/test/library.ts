// The bundled library, read as the fake server's data: true entries make true pages.
import { readdirSync, readFileSync } from 'node:fs'
import type { QueueSummary, SuggestedEntry } from '../../api/staff-types'
import type { EntryDetail, Problem } from '../../api/studio-types'
import type { Lang } from '../../api/types'

const library = new URL('../../../../../content/library/', import.meta.url)

export interface Topic {
  id: string
  it: string
  en: string
}

export function readTopics(): Topic[] {
  const text = readFileSync(new URL('topics.yaml', library), 'utf8')
  const found = text.matchAll(/- id: (\S+)\s+name: \{it: "(.*?)", en: "(.*?)"\}/g)
  return [...found].map(([, id = '', it = '', en = '']) => ({ id, it, en }))
}

export function readEntries(): EntryDetail[] {
  const folder = new URL('entries/', library)
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.md'))
    .map(file => entryOf(readFileSync(new URL(file, folder), 'utf8'), 3))
}

export function entryOf(source: string, revision: number): EntryDetail {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(source)?.[1]?.replace(/^"(.*)"$/, '$1') ?? ''
  const twin = /^translations:\n {2}\w+: (\S+)/m.exec(source)?.[1]
  return {
    id: field('id'),
    topic: field('topic'),
    lang: field('lang') as Lang,
    question: field('question'),
    owner: field('owner'),
    updated: field('updated'),
    review_by: field('review_by'),
    ...(twin && { twin }),
    url: `/faq/${field('lang')}/${field('topic')}/${field('id')}`,
    state: 'published',
    published: true,
    editing: [],
    alarms: [],
    use: { shown: 0, helped: 0, rejected: 0, handed_over: 0 },
    links: [],
    revision,
    source,
    html: htmlOf(source),
    problems: problemsOf(source),
  }
}

const bodyOf = (source: string) => source.replace(/^---\n[\s\S]*?\n---\n/, '').trim()

// Enough Markdown to look at: paragraphs, lists, bold, links.
export function htmlOf(source: string): string {
  const safe = bodyOf(source).replace(/[&<]/g, sign => (sign === '&' ? '&amp;' : '&lt;'))
  const inline = safe
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/\[(.+?)\]\((.+?)\)/g, '<a href="$2">$1</a>')
  return inline
    .split(/\n{2,}/)
    .map(block => {
      const lines = block.split('\n')
      if (lines.every(line => /^\s*[-*] /.test(line)))
        return `<ul>${lines.map(l => `<li>${l.replace(/^\s*[-*] /, '')}</li>`).join('')}</ul>`
      if (/^\d+\. /.test(block))
        return `<ol>${lines.map(l => `<li>${l.replace(/^\s*(\d+\.|-) /, '')}</li>`).join('')}</ol>`
      return `<p>${lines.join(' ')}</p>`
    })
    .join('\n')
}

export function problemsOf(source: string): Problem[] {
  const problems: Problem[] = []
  source.split('\n').forEach((line, i) => {
    const say = (message: string) => problems.push({ file: '', line: i + 1, code: '', field: '', params: [], message })
    if (/<\w+/.test(line)) say('HTML non è ammesso: usa il Markdown.')
    if (/^# |^## /.test(line)) say('I titoli cominciano dal terzo livello (###).')
    if (/^question:\s*$/.test(line)) say('Manca la domanda.')
  })
  return problems
}

export function match(entries: EntryDetail[], text: string, lang: string): SuggestedEntry[] {
  const words = text.toLowerCase().match(/\p{L}{4,}/gu) ?? []
  const scored = entries
    .filter(entry => entry.lang === lang)
    .map(entry => {
      const all = entry.source.toLowerCase()
      const head = all.slice(0, all.indexOf('translations:') + 1 || 600)
      const score = words.reduce(
        (sum, word) => sum + (head.includes(word.slice(0, 6)) ? 2 : all.includes(word) ? 0.5 : 0),
        0,
      )
      return { entry, score: score / Math.max(1, words.length * 2) }
    })
    .sort((a, b) => b.score - a.score)
  return scored
    .filter(one => one.score > 0.2)
    .slice(0, 3)
    .map(({ entry, score }) => suggestedOf(entry, Math.min(0.94, 0.25 + score * 0.65)))
}

function suggestedOf(entry: EntryDetail, confidence: number): SuggestedEntry {
  const { id, question, owner, updated, html, source } = entry
  const text = bodyOf(source)
    .replace(/\*\*/g, '')
    .replace(/\[(.+?)\]\((.+?)\)/g, '$1 ($2)')
  const url = `/faq/${entry.lang}/${entry.topic}/${id}`
  return {
    entry: id,
    question,
    text,
    html,
    confidence,
    source: { type: 'entry', id, title: question, owner, updated, url },
  }
}

export const queueOf = (topic: Topic, over: Partial<QueueSummary>): QueueSummary => ({
  id: topic.id,
  name: topic.it,
  open: true,
  zone: 'Europe/Rome',
  waiting: 0,
  mine: false,
  ...over,
})
