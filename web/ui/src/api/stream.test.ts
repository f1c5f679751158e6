import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket as NodeSocket } from 'ws'
import { FakeServer, until } from '../test/server'
import { Client, Failure } from './client'
import { Stream, type StreamState, type Timing } from './stream'
import type { ChatEvent, LiveFrame } from './types'

const fast: Partial<Timing> = { retry: { base: 20, cap: 60 }, openMs: 400, staleMs: 300, waitS: 1, probeMs: 150 }

let server: FakeServer
let stream: Stream<LiveFrame> | undefined
let seen: ChatEvent[]
let states: StreamState[]
let refusal: Failure | undefined

beforeEach(async () => {
  server = await new FakeServer().start()
  seen = []
  states = []
  refusal = undefined
})

afterEach(async () => {
  stream?.stop()
  await server.stop()
})

function follow(after = 0, timing: Partial<Timing> = {}): Stream<LiveFrame> {
  const client = new Client({ base: server.base, token: () => 't' })
  stream = new Stream<LiveFrame>({
    after,
    socketURL: n => client.socketURL(`/live?after=${n}`),
    poll: (n, wait, signal) => client.get(`/events?after=${n}&wait=${wait}`, { signal, tries: 1 }),
    onEvent: event => seen.push(event),
    onState: (state, failure) => {
      states.push(state)
      refusal = failure
    },
    timing: { ...fast, ...timing },
    WebSocket: NodeSocket as unknown as typeof WebSocket,
  })
  stream.start()
  return stream
}

const texts = () => seen.map(event => event.text)
const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `m${from + i}`)

test('hands over what is after the number it starts from, then what happens', async () => {
  const first = server.say('m1')
  server.say('m2')
  follow(first.seq)
  await until(() => seen.length === 1)
  server.say('m3')
  await until(() => seen.length === 2)
  expect(texts()).toEqual(['m2', 'm3'])
  expect(states).toEqual(['connecting', 'live'])
})

test('drops what comes twice', async () => {
  server.repeat = true
  follow()
  await until(() => server.sockets.size === 1)
  for (const text of numbered(1, 20)) server.say(text)
  await until(() => seen.length >= 20)
  await new Promise(resolve => setTimeout(resolve, 30))
  expect(texts()).toEqual(numbered(1, 20))
})

test('loses and doubles nothing when the connection is cut again and again', async () => {
  follow()
  for (let n = 1; n <= 60; n++) {
    server.say(`m${n}`)
    if (n % 7 === 0) server.cut()
    await new Promise(resolve => setTimeout(resolve, n % 5))
  }
  await until(() => seen.length === 60)
  expect(texts()).toEqual(numbered(1, 60))
  expect(states).toContain('lost')
})

test('polls where WebSocket fails twice', async () => {
  server.socketsBlocked = true
  follow(0, { probeMs: 60_000 })
  server.say('m1')
  await until(() => stream?.state === 'polling' && seen.length === 1)
  expect(server.socketCount).toBe(2)
  server.say('m2')
  server.say('m3')
  await until(() => seen.length === 3)
  expect(texts()).toEqual(numbered(1, 3))
})

test('goes back to WebSocket when it works again, and loses nothing on the way', async () => {
  server.socketsBlocked = true
  follow()
  await until(() => stream?.state === 'polling')
  server.socketsBlocked = false
  for (let n = 1; stream?.state !== 'live'; n++) {
    server.say(`m${n}`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  server.say('last')
  await until(() => seen.at(-1)?.text === 'last')
  expect(texts()).toEqual([...numbered(1, seen.length - 1), 'last'])
})

test('polls when sockets open but let nothing through', async () => {
  server.mute = true
  follow()
  server.say('m1')
  await until(() => stream?.state === 'polling')
  await until(() => seen.length === 1)
})

test('a silent connection is dropped and made again', async () => {
  follow()
  server.say('m1')
  await until(() => seen.length === 1)
  server.mute = true // the ping is missing too
  await until(() => server.socketCount > 1)
  expect(states).toContain('lost')
})

test('survives a server that goes away, also while polling', async () => {
  server.socketsBlocked = true
  follow()
  await until(() => stream?.state === 'polling')
  server.down = true
  server.cut()
  server.say('m1')
  await until(() => stream?.state === 'lost')
  server.down = false
  await until(() => seen.length === 1)
})

test('ends when the server refuses', async () => {
  server.socketsBlocked = true
  stream = new Stream<LiveFrame>({
    after: 0,
    socketURL: () => new Client({ base: server.base }).socketURL('/live'),
    poll: () => Promise.reject(new Failure('signed_out', 'Entra di nuovo.', 'a1', 401)),
    onEvent: event => seen.push(event),
    onState: (state, failure) => {
      states.push(state)
      refusal = failure
    },
    timing: fast,
    WebSocket: NodeSocket as unknown as typeof WebSocket,
  })
  stream.start()
  await until(() => states.at(-1) === 'refused')
  expect(refusal?.message).toBe('Entra di nuovo.')
  const count = server.socketCount
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(server.socketCount).toBe(count)
})

test('comes back after what it has when the server restarts, again and again', async () => {
  follow()
  for (let n = 1; n <= 12; n++) {
    server.say(`m${n}`)
    await until(() => server.sockets.size === 1)
    server.close(1012)
    await until(() => server.sockets.size === 0)
  }
  await until(() => seen.length === 12)
  expect(texts()).toEqual(numbered(1, 12))
  expect(states).not.toContain('polling') // each connection had said something
})

test('polls when newer connections have taken its place, and comes back later', async () => {
  follow()
  await until(() => server.sockets.size === 1)
  server.close(4409)
  await until(() => stream?.state === 'polling')
  server.say('m1')
  await until(() => seen.length === 1)
  await until(() => stream?.state === 'live')
})

test('does not come back when told so', async () => {
  follow()
  await until(() => server.sockets.size === 1)
  server.close(4401)
  await until(() => stream?.state === 'refused')
  expect(server.socketCount).toBe(1)
})

test('says nothing more once stopped', async () => {
  follow()
  await until(() => server.sockets.size === 1)
  stream?.stop()
  server.say('m1')
  await until(() => server.sockets.size === 0)
  expect(seen).toEqual([])
  expect(states.at(-1)).toBe('stopped')
})
