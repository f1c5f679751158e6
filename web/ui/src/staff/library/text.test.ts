import { expect, test } from 'vitest'
import { idOf, lineOfBody, partsOf, withBody, withFront, withUpdated } from './text'

const source = '---\nid: a\nquestion: "A — b?"\n---\n\nUno.\n\n---\n\nDue.\n'

test('a text is its fields and its answer, byte for byte', () => {
  for (const text of [
    source,
    source.replaceAll('\n', '\r\n'),
    '',
    'no fields',
    '---\nid: a\n---\nUno.',
    `\uFEFF${source}`,
  ]) {
    const { front, body } = partsOf(text)
    expect(front + body).toBe(text)
    expect(withBody(text, body)).toBe(text)
  }
  expect(partsOf(source)).toEqual({ front: '---\nid: a\nquestion: "A — b?"\n---\n\n', body: 'Uno.\n\n---\n\nDue.\n' })
})

test('a part changes alone', () => {
  expect(withBody(source, 'Tre.')).toBe('---\nid: a\nquestion: "A — b?"\n---\n\nTre.')
  expect(withFront(source, '---\nid: b\n---\n\nother')).toBe('---\nid: b\n---\n\nUno.\n\n---\n\nDue.\n')
})

test('the day of the last change is a field of its own', () => {
  const dated = '---\nid: a\nupdated: 2025-01-02\n---\n\nupdated: 2025-01-02\n'
  expect(withUpdated(dated, '2026-03-04')).toBe('---\nid: a\nupdated: 2026-03-04\n---\n\nupdated: 2025-01-02\n')
  expect(withUpdated(source, '2026-03-04')).toBe(source)
})

test('a line of the whole is a line of the answer, or of the fields', () => {
  expect(lineOfBody(source, 6)).toBe(1)
  expect(lineOfBody(source, 10)).toBe(5)
  expect(lineOfBody(source, 3)).toBe(0)
})

test('an id is proposed from the question', () => {
  expect(idOf('fees', 'Quando scade la seconda rata?', 'it')).toBe('fees-scade-seconda-rata')
  expect(idOf('exams', "Perché l'appello è pieno?", 'it')).toBe('exams-perche-appello-pieno')
  expect(idOf('fees', 'When is the second instalment due?', 'en')).toBe('fees-second-instalment-due-en')
})
