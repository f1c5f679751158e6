import { expect, test } from 'vitest'
import type { SuggestedEntry } from '../../api/staff-types'
import { Suggest } from './suggest'
import { offline, settle, TestServer } from './testing'

const found = (entry: string) => [{ entry, question: entry } as SuggestedEntry]

test('a late answer to an older question is dropped', async () => {
  const server = new TestServer()
  const answers: ((items: SuggestedEntry[]) => void)[] = []
  server.suggest = () => new Promise(resolve => answers.push(resolve as never))
  const suggest = new Suggest(server)
  void suggest.ask('prima', 'it')
  void suggest.ask('seconda', 'it')
  answers[1]?.(found('b'))
  answers[0]?.(found('a'))
  await settle()
  expect(suggest.items.value.map(one => one.entry)).toEqual(['b'])
  expect(suggest.loading.value).toBe(false)
})

test('the same question is asked once, and again only after a failure', async () => {
  const server = new TestServer()
  let asked = 0
  server.suggest = () => (++asked === 1 ? Promise.reject(offline()) : Promise.resolve([]))
  const suggest = new Suggest(server)
  await suggest.ask('x', 'it')
  expect(suggest.failure.value?.code).toBe('offline')
  await suggest.ask('x', 'it')
  await suggest.ask('x', 'it')
  expect(asked).toBe(2)
})
