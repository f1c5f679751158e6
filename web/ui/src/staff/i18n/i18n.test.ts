import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Sentence } from '../../i18n/translate'
import { duration, en, it, type Key, setLang, span, t } from '.'

const keys = Object.keys(it) as Key[]
const forms = (sentence: Sentence) => (typeof sentence === 'string' ? [sentence] : Object.values(sentence))
const names = (sentence: Sentence) => [...new Set(forms(sentence).flatMap(form => form.match(/\{\w+\}/g) ?? []))].sort()
// Not every form needs the number ("una chat", "{n} chat").
const fills = (sentence: Sentence) => names(sentence).filter(name => typeof sentence === 'string' || name !== '{n}')

test('both languages say everything, with the same things to fill in', () => {
  for (const key of keys) {
    expect(forms(en[key]).every(Boolean), key).toBe(true)
    expect(typeof en[key], key).toBe(typeof it[key])
    expect(fills(en[key]), key).toEqual(fills(it[key]))
  }
})

test('every sentence is used', () => {
  const folder = new URL('..', import.meta.url)
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /\.tsx?$/.test(file) && !/\.test\.|i18n\//.test(file))
    .map(file => readFileSync(new URL(file, folder), 'utf8'))
    .concat(readFileSync(new URL('./index.ts', import.meta.url), 'utf8'))
    .join('\n')
    .replace(/`\$\{area\}\.(\w+)`/g, "'synonyms.$1' 'tests.$1' 'canned.$1'") // the pages of items say the same of each
  const unused = keys.filter(key => !sources.includes(`'${key}'`) && !sources.includes(`"${key}"`))
  // made from a code, a role or an outcome
  expect(
    unused.filter(
      key =>
        !/^(error|outcome|role|lang|sent|state|heading|holds|kind|intakefield|entry_state|alarm|need|order|audience|level|reading|links|revision|verdict|diff|notice_kind|notice_said|mailing|texting)\.|^tests\.line_|^guides\.(state|change|kind|passage)_|^missing\.(show|reason|order|count|was)_|^pairs\.(kind|about|fact|why|none|dismiss|open)_/.test(
          key,
        ),
    ),
  ).toEqual([])
})

test('says how long', () => {
  setLang('it')
  expect([5, 70, 3_720, 90_000].map(span)).toEqual(['5 s', '1 min', '1 h 02', '1 g'])
  expect([45, 96, 120, 700].map(duration)).toEqual(['45 s', '1 min 36 s', '2 min', '11 min'])
  expect(t('waiting.more', { n: 1 })).toBe('e un’altra persona')
})
