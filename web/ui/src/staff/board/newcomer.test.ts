import { afterEach, expect, test } from 'vitest'
import { setLang } from '../i18n'
import { newcomer } from './newcomer'

const queue = { open: true, full: false, wait: { from_s: 130, to_s: 290 }, max_wait: 30 }

afterEach(() => setLang('it'))

test('the wait is said in minutes, as students hear it', () => {
  expect(newcomer(queue)).toEqual({ wait: '2–5 min', why: '' })
  expect(newcomer({ ...queue, wait: { from_s: 0, to_s: 40 } }).wait).toBe('meno di 1 min')
  setLang('en')
  expect(newcomer({ ...queue, wait: { from_s: 10, to_s: 170 } }).wait).toBe('up to 3 min')
})

test('where nothing is said there is why', () => {
  expect(newcomer({ ...queue, wait: null, doubt: 'few_chats' })).toEqual({ wait: '–', why: 'troppo poche chat finite' })
  expect(newcomer({ ...queue, full: true })).toEqual({ wait: 'Piena', why: 'chi arriva non entra: oltre 30 min' })
  expect(newcomer({ ...queue, open: false, wait: null, doubt: 'no_staff' })).toEqual({ wait: '–', why: '' })
})
