import { expect, test } from 'vitest'
import type { CannedRow } from './api'
import { find, withVariable } from './find'

test('finds by name and words, in the language, for a queue', () => {
  const reply = (key: string, lang: string, queue: string, name: string, text: string) =>
    ({ key, item: { lang, queue, name, text } }) as CannedRow
  const rows = [
    reply('1', 'it', '', 'saluto', 'Buongiorno'),
    reply('2', 'it', 'fees', 'mora', 'È in ritardo'),
    reply('3', 'it', 'exams', 'aula', 'In aula'),
    reply('4', 'en', '', 'hello', 'Hello'),
  ]
  const keys = (...args: ['it' | 'en', string, string]) => find(rows, ...args).map(row => row.key)
  expect(keys('it', '', '')).toEqual(['3', '2', '1'])
  expect(keys('it', 'fees', '')).toEqual(['2', '1'])
  expect(keys('it', '', '/SAL')).toEqual(['1'])
  expect(keys('it', '', 'e in rit')).toEqual(['2'])
  expect(keys('en', '', 'saluto')).toEqual([])
})

test('a variable takes the place of the selection, apart from the word before', () => {
  expect(withVariable('Salve, come va', 5, 5, 'studente')).toEqual({ text: 'Salve {studente}, come va', at: 16 })
  expect(withVariable('Salve XX!', 6, 8, 'student')).toEqual({ text: 'Salve {student}!', at: 15 })
  expect(withVariable('', 0, 0, 'link')).toEqual({ text: '{link}', at: 6 })
})
