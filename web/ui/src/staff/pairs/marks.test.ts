import { expect, test } from 'vitest'
import { around, marks } from './marks'

const own = (text: string, other: string, same = true) =>
  marks(text, other, same)
    .filter(part => part.own)
    .map(part => part.text)

test('words that the other text lacks are marked, neighbours together', () => {
  expect(own('Paga la seconda rata entro il 31 gennaio.', 'La rata si paga entro il 15 febbraio')).toEqual([
    'seconda',
    '31 gennaio.',
  ])
  expect(own('Città, perché', 'citta perche')).toEqual([])
  expect(own('uno\ndue', 'x')).toEqual(['uno', 'due'])
})

test('between two languages only figures are compared', () => {
  expect(own('Paga 172 euro entro il 30', 'Pay 172 euros by 31', false)).toEqual(['30'])
})

test('nothing is lost or doubled', () => {
  const text = ' a  b\nc d '
  expect(
    marks(text, 'b d', true)
      .map(part => part.text)
      .join(''),
  ).toBe(text)
})

test('a fact is found in its sentence', () => {
  expect(around('Entro il 31 gennaio 2027.', '31 gennaio 2027')).toEqual(['Entro il ', '31 gennaio 2027', '.'])
  expect(around('Entro gennaio', '31')).toEqual(['Entro gennaio', '', ''])
  expect(around('', '')).toEqual(['', '', ''])
})
