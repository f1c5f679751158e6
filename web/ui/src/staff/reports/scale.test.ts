import { expect, test } from 'vitest'
import { axisOf, everyNth } from './scale'

test('an axis ends at a round number not below the data', () => {
  expect(axisOf([])).toEqual({ top: 2, marks: [0, 1, 2] })
  expect(axisOf([7]).top).toBe(8)
  expect(axisOf([412]).top).toBe(500)
  expect(axisOf([1000]).top).toBe(1000)
  expect(axisOf([3602]).marks).toEqual([0, 2000, 4000])
})

test('labels do not run into each other', () => {
  expect(everyNth(7, 10)).toBe(1)
  expect(everyNth(90, 10)).toBe(9)
})
