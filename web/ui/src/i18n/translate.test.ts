import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { en } from './en'
import { it, type Key } from './it'
import { date, opening, type Sentence, time, translator } from './translate'

const keys = Object.keys(it) as Key[]
const forms = (sentence: Sentence) => (typeof sentence === 'string' ? [sentence] : Object.values(sentence))
const names = (sentence: Sentence) => [...new Set(forms(sentence).flatMap(form => form.match(/\{\w+\}/g) ?? []))].sort()

test('both languages say everything, with the same things to fill in', () => {
  expect(Object.keys(en).sort()).toEqual([...keys].sort())
  for (const key of keys) {
    expect(forms(en[key]).every(Boolean), key).toBe(true)
    expect(typeof en[key], key).toBe(typeof it[key])
    expect(names(en[key]), key).toEqual(names(it[key]))
  }
})

test('every sentence is used', () => {
  const sources = readdirSync('src/widget', { recursive: true, encoding: 'utf8' })
    .filter(file => /\.tsx?$/.test(file) && !file.includes('.test.'))
    .map(file => readFileSync(`src/widget/${file}`, 'utf8'))
    .join('\n')
  const unused = keys.filter(key => !sources.includes(`'${key}'`))
  // made from a code or a state
  expect(unused.filter(key => !/^(error|message|ways|wait|rating|answer\.only)[._]/.test(key))).toEqual([])
})

test('fills in and chooses the plural', () => {
  let lang: 'it' | 'en' = 'it'
  const t = translator({ it, en }, () => lang)
  expect(t('ways.chat_waiting', { n: 1 })).toBe('Una persona in fila')
  expect(t('ways.chat_waiting', { n: 3 })).toBe('3 persone in fila')
  lang = 'en'
  expect(t('chat.typing', { name: 'Anna' })).toBe('Anna is typing…')
})

test('says when it opens as people do', () => {
  const now = new Date(2026, 2, 6, 19, 0) // a Friday
  const at = (day: number, hour: number) => new Date(2026, 2, day, hour).toISOString()
  expect(opening(at(6, 20), 'it', undefined, now)).toBe('oggi alle 20:00')
  expect(opening(at(7, 9), 'it', undefined, now)).toBe('domani alle 9:00')
  expect(opening(at(9, 9), 'it', undefined, now)).toBe('lunedì alle 9:00')
  expect(opening(at(9, 14), 'en', undefined, now)).toBe('on Monday at 14:00')
  expect(opening(at(23, 9), 'it', undefined, now)).toBe('lunedì 23 marzo alle 9:00')
})

test('says it by the clock of the office, wherever the reader is', () => {
  const now = new Date('2026-03-27T22:30:00Z') // Friday evening in Rome; the clock changes on Sunday
  const say = (at: string, zone: string) => opening(at, 'it', zone, now)
  expect(say('2026-03-28T00:05:00Z', 'Europe/Rome')).toBe('domani all’1:05')
  expect(say('2026-03-28T00:05:00Z', 'America/New_York')).toBe('oggi alle 20:05')
  expect(say('2026-03-30T07:00:00Z', 'Europe/Rome')).toBe('lunedì alle 9:00')
  expect(opening('2026-04-07T07:00:00Z', 'en', 'Europe/Rome', now)).toBe('on Tuesday 7 April at 9:00')
})

test('dates and times', () => {
  expect(date('2026-03-01', 'it')).toBe('1 marzo 2026')
  expect(date('2026-03-01', 'en')).toBe('1 March 2026')
  expect(date('presto', 'it')).toBe('presto')
  expect(time(new Date(2026, 1, 1, 9, 5).toISOString(), 'it')).toBe('9:05')
})
