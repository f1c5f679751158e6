import { beforeEach, expect, test } from 'vitest'
import type { EntrySummary, Outcome } from '../../api/studio-types'
import { Storage } from '../app/storage'
import type { TestQuestion, TestRow } from './api'
import { find, tally } from './find'
import { readLines } from './paste'
import { Run } from './run'

const entry = (id: string, lang: string, published = true) => ({ id, lang, published }) as EntrySummary
const entries = [entry('fees', 'it'), entry('fees-en', 'en'), entry('new', 'it', false)]

const question = (id: string, over: Partial<TestQuestion> = {}): TestQuestion => ({
  id,
  text: `domanda ${id}`,
  lang: 'it',
  entry: 'fees',
  revision: 1,
  changed_at: '2026-11-22T10:00:00Z',
  changed_by: 'Elena',
  ...over,
})

const read = (text: string, tests: TestQuestion[] = []) =>
  readLines(text, 'it', entries, tests).map(({ n, draft, problem }) => [
    n,
    draft.text,
    draft.lang,
    draft.entry,
    problem,
  ])

test('a line is a question and its entry, whose language it has; an end with nothing wants no answer', () => {
  expect(read('Quanto pago?; fees\n\n"how much, really";FEES-EN \nci siete; domani?;\r\nuno\tfees')).toEqual([
    [1, 'Quanto pago?', 'it', 'fees', undefined],
    [3, 'how much, really', 'en', 'fees-en', undefined],
    [4, 'ci siete; domani?', 'it', '', undefined],
    [5, 'uno', 'it', 'fees', undefined],
  ])
})

test('each line that cannot be added says why', () => {
  const problems = (text: string, tests?: TestQuestion[]) => read(text, tests).map(line => line[4])
  expect(problems(`;fees\n${'a'.repeat(301)};fees\nsenza voce\na;none\nb;new`)).toEqual([
    'no_question',
    'too_long',
    'no_entry',
    'unknown_entry',
    'not_public',
  ])
  expect(problems('È già lì?;fees\nuno;fees\nUNO!;fees', [question('1', { text: 'e gia li' })])).toEqual([
    'is_there',
    undefined,
    'twice',
  ])
  const many = Array.from({ length: 999 }, (_, i) => question(`${i}`))
  expect(problems('a;\nb;', many)).toEqual([undefined, 'no_room'])
})

const found: Outcome = { kind: 'handoff', confidence: 0, shown: [] }
const result = (id: string, right: boolean) => ({ id, right, found })

class Memory extends Storage {
  readonly #kept = new Map<string, string>()
  override read<T>(key: string) {
    const text = this.#kept.get(key)
    return text === undefined ? undefined : (JSON.parse(text) as T)
  }
  override write(key: string, value: unknown) {
    this.#kept.set(key, JSON.stringify(value))
  }
}

let memory: Memory
beforeEach(() => {
  memory = new Memory('test')
})

test('a run is compared with the one before, even after the page was left', () => {
  const questions = [question('1'), question('2')]
  new Run(memory).take(questions, [result('1', true), result('2', true)], new Date())
  const run = new Run(memory)
  run.take(questions, [result('1', true), result('2', false), result('unknown', false)], new Date())
  expect(run.of(question('1'))).toMatchObject({ right: true, was: true })
  expect(run.of(question('2'))).toMatchObject({ right: false, was: true })
})

test('of a question that was changed since, nothing is said', () => {
  const run = new Run(memory)
  run.take([question('1')], [result('1', true)], new Date())
  expect(run.of(question('1', { revision: 2 }))).toBeUndefined()
  run.take([question('1', { revision: 2 })], [result('1', false)], new Date())
  expect(run.of(question('1', { revision: 2 }))).not.toHaveProperty('was')
})

test('the wrong ones are found and counted, those deleted are not', () => {
  const run = new Run(memory)
  const rows: TestRow[] = [
    { key: '1', item: question('1', { text: 'Perché pago?' }), deleted: false },
    { key: '2', item: question('2'), deleted: false },
    { key: '3', item: question('3', { lang: 'en' }), deleted: false },
    { key: '4', item: question('4'), deleted: true },
    { key: '5', item: question('5'), deleted: false },
  ]
  const results = ['1', '2', '3', '4'].map(id => result(id, id === '2'))
  run.take(
    rows.map(row => row.item),
    results,
    new Date(),
  )
  const ids = (wanted: { text: string; wrong: boolean }) => find(rows, 'it', wanted, run).map(row => row.key)
  expect(ids({ text: '', wrong: false })).toEqual(['1', '2', '4', '5'])
  expect(ids({ text: '', wrong: true })).toEqual(['1', '4'])
  expect(ids({ text: 'PERCHE fees', wrong: false })).toEqual(['1'])
  expect(tally(rows, run)).toEqual({ tried: 3, right: 1, wrong: { it: 1, en: 1 } })
})
