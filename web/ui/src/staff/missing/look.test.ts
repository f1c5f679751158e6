import { expect, test } from 'vitest'
import { addressOf, firstLook, lookOf, params } from './look'

test('an address made here is read back, and the usual needs none', () => {
  expect(addressOf(firstLook)).toBe('')
  expect(lookOf(new URLSearchParams())).toEqual(firstLook)
  const look = { show: 'settled', order: 'minutes', months: 1, topic: 'fees', lang: 'en', reason: 'rejected' } as const
  expect(lookOf(new URLSearchParams(addressOf(look)))).toEqual(look)
})

test('what no page offers is not looked for', () => {
  expect(lookOf(new URLSearchParams('show=x&order=y&months=7&in=fr&reason=z'))).toEqual(firstLook)
})

test('the server is asked for what is chosen alone', () => {
  expect(String(params(firstLook, 0))).toBe('show=open&order=cost&months=6')
  expect(String(params({ ...firstLook, topic: 'fees', lang: 'it', reason: 'operator' }, 20))).toBe(
    'show=open&order=cost&months=6&topic=fees&in=it&reason=operator&from=20',
  )
})
