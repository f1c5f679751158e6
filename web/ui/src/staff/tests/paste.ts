// Many test questions at once, as lines: "question; entry", or two columns of a spreadsheet.
import type { EntrySummary } from '../../api/studio-types'
import type { Lang } from '../../api/types'
import { fold } from '../library/filter'
import { type Draft, maxTests, maxText, type TestQuestion } from './api'

export type LineProblem =
  | 'no_question'
  | 'too_long'
  | 'no_entry'
  | 'unknown_entry'
  | 'not_public'
  | 'twice'
  | 'is_there'
  | 'no_room'

export interface PastedLine {
  n: number // in what was pasted, from 1
  draft: Draft
  source: string
  problem?: LineProblem
}

// A question has the language of its entry; one that nothing should answer has that given.
export function readLines(text: string, lang: Lang, entries: EntrySummary[], tests: TestQuestion[]): PastedLine[] {
  const known = new Map(entries.map(entry => [entry.id, entry]))
  const seen = new Map<string, LineProblem>(tests.map(one => [keyOf(one), 'is_there']))
  let room = maxTests - tests.length
  const lines: PastedLine[] = []
  text.split('\n').forEach((source, i) => {
    if (source.trim() === '') return
    const [question, id] = split(source)
    const entry = id === undefined ? undefined : known.get(id)
    const draft = { text: question, lang: entry?.lang ?? lang, entry: id ?? '' }
    const problem = problemOf(draft, id, entry) ?? seen.get(keyOf(draft)) ?? (room <= 0 ? 'no_room' : undefined)
    if (!problem) {
      seen.set(keyOf(draft), 'twice')
      room--
    }
    lines.push({ n: i + 1, draft, source, ...(problem && { problem }) })
  })
  return lines
}

function problemOf(draft: Draft, id: string | undefined, entry: EntrySummary | undefined): LineProblem | undefined {
  if (draft.text === '') return 'no_question'
  if ([...draft.text].length > maxText) return 'too_long'
  if (id === undefined) return 'no_entry' // a forgotten name must not become “nothing”
  if (id !== '' && !entry) return 'unknown_entry'
  return entry && !entry.published ? 'not_public' : undefined
}

// The entry is behind the last semicolon or tab; undefined where there is neither.
function split(line: string): [question: string, id: string | undefined] {
  const at = Math.max(line.lastIndexOf(';'), line.lastIndexOf('\t'))
  return at < 0 ? [clean(line), undefined] : [clean(line.slice(0, at)), clean(line.slice(at + 1)).toLowerCase()]
}

const clean = (text: string) =>
  text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replaceAll('""', '"')
    .replace(/\s+/g, ' ')
    .trim()

// The same question asked with other accents or capitals is the same test.
export const keyOf = ({ text, lang }: Pick<Draft, 'text' | 'lang'>): string =>
  `${lang} ${fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()}`
