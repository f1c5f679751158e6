import { expect, test } from 'vitest'
import type { SynonymRow } from './api'
import { find, termsOf, textOf } from './terms'

test('reads the terms of a field', () => {
  expect(termsOf(' tasse,rette ,, contributi   universitari;\nretta\n')).toEqual([
    'tasse',
    'rette',
    'contributi universitari',
    'retta',
  ])
  expect(termsOf(' , ')).toEqual([])
  expect(termsOf(textOf(['a b', 'c']))).toEqual(['a b', 'c'])
})

test('finds groups by a part of a term, whatever the accents, in the order of the alphabet', () => {
  const group = (id: string, lang: string, ...terms: string[]) => ({ key: id, item: { lang, terms } }) as SynonymRow
  const groups = [
    group('1', 'it', 'università', 'ateneo'),
    group('2', 'it', 'badge', 'tesserino'),
    group('3', 'en', 'badge', 'card'),
  ]
  const ids = (...args: ['it' | 'en', string]) => find(groups, ...args).map(one => one.key)
  expect(ids('it', '')).toEqual(['2', '1'])
  expect(ids('it', ' UNIVERSITA')).toEqual(['1'])
  expect(ids('en', 'tesserino')).toEqual([])
})
