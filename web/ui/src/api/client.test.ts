import type { IncomingMessage } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FakeServer, reply } from '../test/server'
import { Client, Failure } from './client'

let server: FakeServer
let asked: { method?: string; headers: IncomingMessage['headers']; body: string }[]

beforeEach(async () => {
  server = await new FakeServer().start()
  asked = []
})
afterEach(() => server.stop())

// Answers with each of the statuses in turn, then 200.
function answering(...statuses: number[]): void {
  refusing('full', ...statuses)
}

function refusing(code: string, ...statuses: number[]): void {
  server.handler = (request, response, body) => {
    asked.push({ ...(request.method ? { method: request.method } : {}), headers: request.headers, body })
    const status = statuses.shift() ?? 200
    const error = { code, message: 'Riprova tra poco.', id: 'k7' }
    reply(response, status, status < 400 ? { ok: true } : { error })
  }
}

const quick = { retry: { base: 1, cap: 2 } }
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    error => error as Failure,
  )

test('a student sends the token, the staff sends the CSRF token with writes', async () => {
  answering()
  await new Client({ base: server.base, token: () => 'abc', lang: () => 'it' }).post('/x', { a: 1 })
  const staff = new Client({ base: server.base, csrf: () => 'guard' })
  await staff.post('/x', {})
  await staff.get('/x')
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer abc', 'accept-language': 'it' })
  expect(asked[0]?.body).toBe('{"a":1}')
  expect(asked.map(one => one.headers['x-csrf-token'])).toEqual([undefined, 'guard', undefined])
})

test("a refusal carries the server's words and id", async () => {
  answering(422)
  const failure = await failureOf(new Client({ base: server.base }).post('/x', {}))
  expect(failure).toMatchObject({ code: 'full', message: 'Riprova tra poco.', id: 'k7', status: 422, passing: false })
})

test('tries again what may be sent twice, and only that', async () => {
  answering(503, 502)
  await new Client({ base: server.base, ...quick }).post('/x', {}, { tries: 4 })
  expect(asked).toHaveLength(3)
  answering(503)
  const failure = await failureOf(new Client({ base: server.base, ...quick }).post('/x', {}))
  expect(failure?.passing).toBe(true)
  expect(asked).toHaveLength(4)
})

test('waits for a place when the server has done nothing, and says so', async () => {
  refusing('busy', 503, 503)
  let told = 0
  const client = new Client({ base: server.base, ...quick, shed: () => told++ })
  await client.post('/x', {})
  expect([asked.length, told]).toEqual([3, 2])
  refusing('busy', 503, 503, 503, 503, 503, 503)
  expect(await failureOf(client.post('/x', {}))).toMatchObject({ code: 'busy', shed: true })
  expect(asked).toHaveLength(8)
})

test('does not repeat what was refused', async () => {
  answering(404, 404)
  expect((await failureOf(new Client({ base: server.base, ...quick }).get('/x')))?.status).toBe(404)
  expect(asked).toHaveLength(1)
})

test('names what was not heard', async () => {
  server.handler = () => {}
  const slow = new Client({ base: server.base, timeoutMs: 30 })
  expect((await failureOf(slow.get('/x', { tries: 1 })))?.code).toBe('timeout')
  const nobody = new Client({ base: 'http://127.0.0.1:9/api/v1' })
  expect((await failureOf(nobody.get('/x', { tries: 1 })))?.code).toBe('offline')
  server.handler = (_, response) => response.end('<html>a proxy</html>')
  expect((await failureOf(new Client({ base: server.base }).get('/x', { tries: 1 })))?.code).toBe('unreadable')
})

test('makes the address of a socket', () => {
  expect(new Client({ base: 'https://h.example/api/v1' }).socketURL('/desk/live?after=3')).toBe(
    'wss://h.example/api/v1/desk/live?after=3',
  )
  expect(Failure.prototype).toBeInstanceOf(Error)
})
