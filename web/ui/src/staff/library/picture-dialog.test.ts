import { expect, test } from 'vitest'
import { asWords } from './picture-dialog'

test('words stand on one line between brackets, whatever is in them', () => {
  expect(asWords('  Il pulsante [Stampa]\nin alto ')).toBe('Il pulsante \\[Stampa\\] in alto')
  expect(asWords('c:\\casa')).toBe('c:\\\\casa')
})
