import { expect, test } from 'vitest'
import type { EntrySummary } from '../../api/studio-types'
import { alarmsOf, filterEntries, noFilter, sortEntries } from './filter'

const unused = { shown: 0, helped: 0, rejected: 0, handed_over: 0 }
const published = { state: 'published', updated: '2026-01-01', alarms: [], use: unused }
const entries = [
  {
    ...published,
    ...{ id: 'fees-a', topic: 'fees', lang: 'it', question: 'Perché la rata è più alta?', owner: 'Contributi' },
    ...{
      twin: 'fees-a-en',
      alarms: [{ code: 'old_year', message: '' }],
      use: { shown: 9, helped: 1, rejected: 3, handed_over: 0 },
    },
  },
  {
    ...published,
    ...{ id: 'fees-a-en', topic: 'fees', lang: 'en', question: 'Why is the instalment higher?', owner: 'Contributi' },
    ...{ twin: 'fees-a', updated: '2026-05-01', use: { shown: 20, helped: 9, rejected: 0, handed_over: 0 } },
  },
  {
    ...published,
    ...{ id: 'exams-b', topic: 'exams', lang: 'it', question: '', owner: 'Didattica', state: 'draft' },
    draft: { question: 'Come mi iscrivo a un appello?', alarms: [{ code: 'guide_moved', message: 'Cita pagina 4' }] },
  },
  { ...published, id: 'old', topic: 'exams', lang: 'it', question: 'Vecchia?', owner: 'Didattica', state: 'archived' },
] as unknown as EntrySummary[]

const found = (filter: Partial<typeof noFilter>) =>
  filterEntries(entries, { ...noFilter, ...filter }).map(entry => entry.id)

test('filters by topic, language, state, office and words, whatever the accents', () => {
  expect(found({})).toEqual(['fees-a', 'fees-a-en', 'exams-b'])
  expect(found({ topic: 'fees', lang: 'it' })).toEqual(['fees-a'])
  expect(found({ text: 'perche RATA' })).toEqual(['fees-a'])
  expect(found({ text: 'didattica appello' })).toEqual(['exams-b'])
  expect(found({ text: 'rata appello' })).toEqual([])
  expect(found({ state: 'archived' })).toEqual(['old'])
  expect(found({ owner: 'Didattica' })).toEqual(['exams-b'])
})

test('finds what needs a look', () => {
  expect(found({ need: 'stale' })).toEqual(['fees-a', 'exams-b']) // what students see, and a draft
  expect(found({ need: 'no_translation' })).toEqual(['exams-b'])
  expect(found({ need: 'unpublished' })).toEqual(['exams-b'])
})

test('says once what both the published text and its draft need', () => {
  const alarms = [{ code: 'guide_moved', message: 'Cita pagina 4' }]
  const draft = { alarms: [...alarms, { code: 'guide_moved', message: 'Cita pagina 5' }] }
  const entry = { ...published, alarms, draft } as unknown as EntrySummary
  expect(alarmsOf(entry).map(({ message }) => message)).toEqual(['Cita pagina 4', 'Cita pagina 5'])
})

test('puts them in order', () => {
  const order = (by: Parameters<typeof sortEntries>[1]) => sortEntries(entries.slice(0, 3), by).map(one => one.id)
  expect(order('topic')).toEqual(['exams-b', 'fees-a', 'fees-a-en'])
  expect(order('updated')).toEqual(['fees-a-en', 'exams-b', 'fees-a'])
  expect(order('shown')).toEqual(['fees-a-en', 'fees-a', 'exams-b'])
  expect(order('helped')).toEqual(['fees-a', 'fees-a-en', 'exams-b'])
})
