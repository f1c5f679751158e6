import { expect, test } from 'vitest'
import type { FilledCanned } from '../../api/staff-types'
import { askedAt, askIn, CannedList, insert, pick } from './canned'

const reply = (name: string, text = 'Testo', lang: 'it' | 'en' = 'it'): FilledCanned => ({
  id: name,
  name,
  text,
  lang,
  queue: false,
})

test('a slash at the beginning of a word asks, others do not', () => {
  expect(askedAt('/', 1)).toEqual({ from: 0, to: 1, text: '' })
  expect(askedAt('Salve\n/così', 11)).toEqual({ from: 6, to: 11, text: 'così' })
  expect(askedAt('Salve /sa lute', 9)).toEqual({ from: 6, to: 9, text: 'sa' })
  expect(askedAt('e/o', 3)).toBeUndefined()
  expect(askedAt('12/3', 4)).toBeUndefined()
  expect(askedAt('/saluto ', 8)).toBeUndefined()
  expect(askedAt('https://x', 9)).toBeUndefined()
})

test('offers by the name first, then by the words', () => {
  const all = [reply('congedo', 'Un saluto'), reply('risaluto'), reply('Saluto'), reply('hello', 'Hi', 'en')]
  expect(pick(all, 'salu').map(one => one.name)).toEqual(['Saluto', 'risaluto', 'congedo'])
  expect(pick(all, '').map(one => one.name)).toEqual(['congedo', 'risaluto', 'Saluto', 'hello'])
  expect(pick(all, 'zz')).toEqual([])
})

test('what is inserted takes the place of what asked for it', () => {
  const text = 'Salve. /sal\nA presto'
  const asked = askedAt(text, 11)
  if (!asked) throw new Error('nothing is asked')
  expect(insert(text, asked, reply('saluto', 'Sono qui.'))).toEqual({ text: 'Salve. Sono qui.\nA presto', at: 16 })
  expect(askIn('Salve', 5)).toEqual({ text: 'Salve /', at: 7 })
  expect(askIn('', 0)).toEqual({ text: '/', at: 1 })
})

test('a failure keeps what was read before', async () => {
  let fails = false
  const list = new CannedList({ canned: async () => (fails ? Promise.reject(new Error()) : [reply('a')]) }, 'c')
  await list.read()
  fails = true
  await list.read()
  expect(list.failed.value).toBe(true)
  expect(list.replies.value?.length).toBe(1)
})
