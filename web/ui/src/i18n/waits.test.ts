import { expect, test } from 'vitest'
import { matters, moment, rounded } from './waits'

const wait = (from_s: number, to_s: number) => ({ from_s, to_s })

test('a wait is said in whole minutes that hold it, long ones in fives', () => {
  expect(rounded(wait(0, 50))).toEqual({ form: 'soon', from: 0, to: 1 })
  expect(rounded(wait(20, 61))).toEqual({ form: 'upto', from: 0, to: 2 })
  expect(rounded(wait(290, 600))).toEqual({ form: 'between', from: 4, to: 10 })
  expect(rounded(wait(290, 610))).toEqual({ form: 'between', from: 4, to: 15 })
  expect(rounded(wait(1390, 2220))).toEqual({ form: 'between', from: 20, to: 40 })
  expect(rounded(null).form).toBe('unknown')
})

test('a change is told aloud when it matters', () => {
  expect(matters(wait(300, 600), wait(250, 540))).toBe(false)
  expect(matters(wait(300, 600), wait(200, 420))).toBe(true)
  expect(matters(wait(1800, 2400), wait(1700, 2200))).toBe(false)
  expect(matters(wait(300, 600), null)).toBe(true)
  expect(matters(undefined, null)).toBe(false)
})

test('a time is that of the office, wherever the reader is', () => {
  expect(moment('2026-09-08T08:20:00.000Z', 'Europe/Rome', 'it')).toBe('martedì 8 settembre alle 10:20')
  expect(moment('2026-09-08T08:20:00.000Z', 'Europe/Rome', 'en')).toBe('Tuesday 8 September at 10:20')
})
