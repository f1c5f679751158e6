import { expect, test } from 'vitest'
import type { EntrySummary } from '../../api/staff-types'
import { filterEntries } from './filter'

const entries = [
  { id: 'fees-a', topic: 'fees', lang: 'it', question: 'Perché la rata è più alta?', owner: 'Contributi' },
  { id: 'fees-a-en', topic: 'fees', lang: 'en', question: 'Why is the instalment higher?', owner: 'Contributi' },
  { id: 'exams-b', topic: 'exams', lang: 'it', question: 'Come mi iscrivo a un appello?', owner: 'Didattica' },
] as EntrySummary[]

const found = (filter: Partial<Parameters<typeof filterEntries>[1]>) =>
  filterEntries(entries, { topic: '', lang: '', text: '', ...filter }).map(entry => entry.id)

test('filters by topic, language and words, whatever the accents', () => {
  expect(found({})).toHaveLength(3)
  expect(found({ topic: 'fees', lang: 'it' })).toEqual(['fees-a'])
  expect(found({ text: 'perche RATA' })).toEqual(['fees-a'])
  expect(found({ text: 'didattica appello' })).toEqual(['exams-b'])
  expect(found({ text: 'rata appello' })).toEqual([])
})
