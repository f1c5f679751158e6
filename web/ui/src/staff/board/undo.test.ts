import { expect, test } from 'vitest'
import { refusedUndo } from './undo'

test('what has gone on meanwhile is said in words for a supervisor', () => {
  expect(refusedUndo('at_capacity')).toEqual({
    text: 'Non si può più annullare. Nel frattempo l’operatore ha già tutte le chat che può seguire.',
    refused: true,
  })
  expect(refusedUndo('not_yours')).toEqual(refusedUndo('taken'))
  expect(refusedUndo('offline')).toBeUndefined()
})
