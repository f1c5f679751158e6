import { expect, test } from 'vitest'
import { until } from '../test/server'
import { Failure } from './client'
import { Outbox, type Outgoing, type Store } from './outbox'

class Memory implements Store {
  readonly data = new Map<string, string>()
  getItem = (key: string) => this.data.get(key) ?? null
  setItem = (key: string, value: string) => void this.data.set(key, value)
  removeItem = (key: string) => void this.data.delete(key)
}

// A server that stores once for each client_id, and loses answers or refuses on request.
class Desk {
  readonly stored: { client_id: string; text: string }[] = []
  answers: ('ok' | 'lost' | 'away' | 'refused')[] = []
  calls = 0
  readonly send = async (client_id: string, text: string) => {
    const answer = this.answers[this.calls++] ?? 'ok'
    await new Promise(resolve => setTimeout(resolve, 1))
    if (answer === 'away') throw new Failure('offline', '', '', 0)
    if (answer === 'refused') throw new Failure('too_long', 'Troppo lungo.', 'a1', 422)
    const known = this.stored.findIndex(one => one.client_id === client_id)
    if (known < 0) this.stored.push({ client_id, text })
    if (answer === 'lost') throw new Failure('timeout', '', '', 0) // stored, but the answer was not heard
    return { seq: known < 0 ? this.stored.length : known + 1 }
  }
}

function open(desk: Desk, store: Store = new Memory()) {
  let items: readonly Outgoing[] = []
  const outbox = new Outbox({
    key: 'k',
    store,
    send: desk.send,
    onChange: now => {
      items = now
    },
    retry: { base: 2, cap: 4 },
  })
  outbox.start()
  return { outbox, states: () => items.map(item => item.state), items: () => items }
}

const texts = (desk: Desk) => desk.stored.map(one => one.text)

test('sends in the order typed, through failures, each once', async () => {
  const desk = new Desk()
  desk.answers = ['away', 'lost', 'ok', 'lost', 'away', 'ok']
  const { outbox, states } = open(desk)
  for (const text of ['a', 'b', 'c', 'd']) outbox.add(text)
  await until(() => states().every(state => state === 'sent'))
  expect(texts(desk)).toEqual(['a', 'b', 'c', 'd'])
})

test('keeps what is not acknowledged through a reload', async () => {
  const store = new Memory()
  const desk = new Desk()
  desk.answers = ['ok', ...Array<'lost'>(1000).fill('lost')]
  const first = open(desk, store)
  for (const text of ['a', 'b', 'c']) first.outbox.add(text)
  await until(() => desk.calls > 2)
  first.outbox.stop()
  desk.answers = []
  const second = open(desk, store)
  expect(second.items().map(item => item.text)).toEqual(['b', 'c'])
  await until(() => second.states().every(state => state === 'sent'))
  expect(texts(desk)).toEqual(['a', 'b', 'c'])
  expect(store.data.size).toBe(0)
})

test('what the server refuses does not hold up the rest, and can be sent again', async () => {
  const desk = new Desk()
  desk.answers = ['refused']
  const { outbox, states, items } = open(desk)
  const id = outbox.add('a')
  outbox.add('b')
  await until(() => states()[1] === 'sent')
  expect(items()[0]).toMatchObject({ state: 'failed', why: { message: 'Troppo lungo.', id: 'a1' } })
  outbox.retry(id)
  await until(() => states().every(state => state === 'sent'))
  expect(texts(desk)).toEqual(['b', 'a'])
})

test('wake ends the wait', async () => {
  const desk = new Desk()
  desk.answers = ['away']
  const outbox = new Outbox({
    key: 'k',
    store: new Memory(),
    send: desk.send,
    onChange: () => {},
    retry: { base: 60_000, cap: 60_000 },
  })
  outbox.add('a')
  await until(() => desk.calls === 1 && outbox.items[0]?.state === 'waiting')
  outbox.wake()
  await until(() => desk.stored.length === 1)
})

test('works where storage is forbidden', async () => {
  const no = () => {
    throw new DOMException('denied')
  }
  const desk = new Desk()
  const { outbox } = open(desk, { getItem: no, setItem: no, removeItem: no })
  outbox.add('a')
  await until(() => desk.stored.length === 1)
})

test('forgets what has come back', async () => {
  const { outbox, items } = open(new Desk())
  const id = outbox.add('a')
  await until(() => items()[0]?.state === 'sent')
  outbox.remove(id)
  expect(items()).toEqual([])
})
