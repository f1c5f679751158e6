import { expect, test } from 'vitest'
import { Failure } from '../../api/client'
import type { Found, IntakeApi, Proposal } from './api'
import { blocks, Intake, notes } from './intake'

const proposal = (id: string, more: Partial<Proposal> = {}): Proposal => ({
  place: '2',
  id,
  topic: 'fees',
  lang: 'it',
  question: `${id}?`,
  alternates: [],
  body: 'Sì.',
  html: '<p>Sì.</p>',
  owner: '',
  notes: [],
  ...more,
})
const note = (code: string, wrong = false) => ({ code, blocks: wrong, message: code })

function intakeOf(proposals: Proposal[], sent: Proposal[][] = []): Intake {
  const found: Found = { kind: 'csv', columns: [], needs_columns: false, proposals }
  const api: IntakeApi = {
    read: async () => found,
    make: async list => {
      sent.push(list)
      return list.map(({ id }) => ({ id, made: true, problems: [] }))
    },
    folder: async () => ({ watched: false }),
  }
  return new Intake(api)
}

const file = new File(['x'], 'x.csv')

test('what is there already, or cannot be made, is not chosen', async () => {
  const intake = intakeOf([
    proposal('new'),
    proposal('same', { duplicate: { id: 'a', question: 'A?', how: 'question' } }),
    proposal('like', { duplicate: { id: 'a', question: 'A?', how: 'like' } }),
    proposal('twice', { notes: [note('same_in_file')] }),
    proposal('empty', { notes: [note('no_answer', true)] }),
  ])
  await intake.read(file)
  expect(intake.chosen.value.map(row => row.proposal.id)).toEqual(['new', 'like'])
})

test('a mended question and a chosen topic take their notes away', async () => {
  const intake = intakeOf([
    proposal('a', { question: '', topic: '', notes: [note('no_question', true), note('topic_unknown')] }),
  ])
  await intake.read(file)
  intake.change(0, { chosen: true })
  expect(intake.stuck()).toBe(0)
  intake.change(0, { question: 'x'.repeat(201), topic: 'fees' })
  const [row] = intake.rows.value
  if (!row) throw new Error('there is no row')
  expect(notes(row)).toEqual([])
  expect(blocks(row)).toEqual([])
  expect(intake.stuck()).toBe(-1)
})

test('a topic for those without one, or for all', async () => {
  const intake = intakeOf([proposal('a'), proposal('b', { topic: '' })])
  await intake.read(file)
  intake.topicForAll('exams', false)
  expect(intake.rows.value.map(row => row.topic)).toEqual(['fees', 'exams'])
  intake.topicForAll('exams', true)
  expect(intake.rows.value.map(row => row.topic)).toEqual(['exams', 'exams'])
})

test('sends what was chosen as it is now, and no translation that is left out', async () => {
  const sent: Proposal[][] = []
  const intake = intakeOf([proposal('a', { translation: 'b' }), proposal('b', { translation: 'a', lang: 'en' })], sent)
  await intake.read(file)
  intake.change(0, { question: ' Nuova? ' })
  intake.change(1, { chosen: false })
  await intake.make()
  expect(sent).toEqual([[proposal('a', { question: 'Nuova?' })]])
  expect(intake.made.value).toEqual([{ id: 'a', made: true, problems: [] }])
})

test('a failure keeps what was there', async () => {
  const intake = intakeOf([proposal('a')])
  await intake.read(file)
  const failing = new Intake({
    read: () => Promise.reject(new Failure('intake_kind', 'no', 'X', 415)),
    make: async () => [],
    folder: async () => ({ watched: false }),
  })
  await failing.read(file)
  expect(failing.failure.value?.code).toBe('intake_kind')
  expect(failing.busy.value).toBe(false)
})
