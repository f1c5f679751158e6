// A stand-in for the Go server, for looking at the pages: it keeps the API's words and
// order of events, forgets everything on exit, and serves the built pages under the
// content security policy of the real one.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { type WebSocket, WebSocketServer } from 'ws'
import type { DeskFrame } from '../../api/staff-types'
import { Refusal, World } from './world'

const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

export interface Fake {
  url: string
  world: World
  say: (chat: string, text: string) => void
  typing: (chat: string) => void
  refuse: (call: string, status: number, code: string, message: string) => void // once
  cut: (ms: number) => void // every connection, and refuses new ones for so long
  stop: () => void
}

export async function startFake({ port = 0, pages = '' } = {}): Promise<Fake> {
  const world = new World()
  const sockets = new Set<WebSocket>()
  let deafUntil = 0
  const send = (frame: DeskFrame) => {
    for (const socket of sockets) socket.send(JSON.stringify(frame))
  }
  world.onEvent = event => send(event)
  world.onQueues = () => send({ kind: 'queues', queues: world.queues() })

  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (Date.now() < deafUntil) request.socket.destroy()
    else if (path.startsWith('/api/v1/')) void answer(world, request, response)
    else page(pages, path, response)
  })
  const live = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (Date.now() < deafUntil) {
      socket.destroy()
      return
    }
    live.handleUpgrade(request, socket, head, ws => {
      sockets.add(ws)
      ws.on('close', () => sockets.delete(ws))
      const after = Number(new URL(request.url ?? '/', 'http://x').searchParams.get('after'))
      for (const event of world.after(after)) ws.send(JSON.stringify(event))
      ws.send(JSON.stringify({ kind: 'ping' }))
    })
  })
  const pings = setInterval(() => send({ kind: 'ping' }), 20_000)
  const url = await listen(server, port)
  return {
    url,
    world,
    say: (chat, text) => void world.happen(chat, { kind: 'message', author: 'student', text }),
    typing: chat => send({ kind: 'typing', author: 'student', chat }),
    refuse: (call, status, code, message) => void world.failures.set(call, new Refusal(status, code, message)),
    cut: ms => {
      deafUntil = Date.now() + ms
      for (const socket of sockets) socket.terminate()
    },
    stop: () => {
      clearInterval(pings)
      live.close()
      server.close()
      server.closeAllConnections()
    },
  }
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '/', 'http://x')
  const body = chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : {}
  try {
    const call = {
      method: request.method ?? 'GET',
      path: url.pathname.slice('/api/v1'.length),
      query: url.searchParams,
      body,
    }
    const result = world.call(call)
    if (result === undefined) response.writeHead(204).end()
    else response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(result))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { status, code, message, after } = error
    response.writeHead(status, { 'Content-Type': 'application/json', ...(after && { 'Retry-After': String(after) }) })
    response.end(JSON.stringify({ error: { code, message, id: 'k7f2q9' } }))
  }
}

function page(pages: string, path: string, response: ServerResponse): void {
  const asked = join(pages, path.replace(/^\/staff/, '').split('?')[0] ?? '')
  const file = existsSync(asked) && statSync(asked).isFile() ? asked : join(pages, 'index.html')
  response.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'text/plain', 'Content-Security-Policy': csp })
  createReadStream(file).pipe(response)
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise(resolve => {
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`)
    })
  })
}
