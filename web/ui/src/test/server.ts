// A server to test delivery against: HTTP and WebSocket on a free port, with the faults of
// real networks on request. In tests only.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ChatEvent } from '../api/types'

export type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void

export class FakeServer {
  readonly events: ChatEvent[] = []
  readonly sockets = new Set<WebSocket>()
  socketCount = 0 // connections asked for since the start
  pollCount = 0
  socketsBlocked = false // refuses to upgrade, as some proxies do
  mute = false // opens sockets and says nothing
  down = false // answers nothing but 503
  repeat = false // sends each event twice
  handler: Handler | undefined
  readonly #http = createServer((request, response) => this.#answer(request, response))
  readonly #ws = new WebSocketServer({ noServer: true })
  readonly #hanging = new Set<() => void>()

  async start(): Promise<this> {
    this.#http.on('upgrade', (request, socket, head) => {
      this.socketCount++
      if (this.socketsBlocked || this.down) socket.destroy()
      else this.#ws.handleUpgrade(request, socket, head, ws => this.#join(ws, afterOf(request)))
    })
    await new Promise<void>(resolve => this.#http.listen(0, '127.0.0.1', resolve))
    return this
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port
  }

  get base(): string {
    return `http://127.0.0.1:${this.port}/api/v1`
  }

  // Adds a message and tells those who listen.
  say(text: string, more: Partial<ChatEvent> = {}): ChatEvent {
    const event = eventOf((this.events.at(-1)?.seq ?? 0) + 3, { text, ...more })
    this.events.push(event)
    for (const ws of this.sockets) this.#send(ws, event)
    for (const wake of this.#hanging) wake()
    return event
  }

  // Sends a frame without a number (typing, place).
  push(frame: object): void {
    for (const ws of this.sockets) ws.send(JSON.stringify(frame))
  }

  cut(): void {
    for (const ws of this.sockets) ws.terminate()
  }

  // Says good-bye with a code, as a server that stops does.
  close(code: number): void {
    for (const ws of this.sockets) ws.close(code)
  }

  async stop(): Promise<void> {
    this.cut()
    for (const wake of this.#hanging) wake()
    this.#http.closeAllConnections()
    await new Promise(resolve => this.#http.close(resolve))
  }

  #join(ws: WebSocket, after: number): void {
    this.sockets.add(ws)
    ws.on('close', () => this.sockets.delete(ws))
    if (!this.mute) ws.send('{"kind":"ping"}')
    for (const event of this.events) if (event.seq > after) this.#send(ws, event)
  }

  #send(ws: WebSocket, event: ChatEvent): void {
    if (this.mute) return
    ws.send(JSON.stringify(event))
    if (this.repeat) ws.send(JSON.stringify(event))
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      if (this.down) reply(response, 503, { error: { code: 'down', message: 'down', id: 'x1' } })
      else if (request.url?.includes('/events')) this.#poll(request, response)
      else if (this.handler) this.handler(request, response, body)
      else reply(response, 404, { error: { code: 'not_found', message: 'Not here.', id: 'x2' } })
    })
  }

  #poll(request: IncomingMessage, response: ServerResponse): void {
    this.pollCount++
    const after = afterOf(request)
    const news = () => this.events.filter(event => event.seq > after)
    const answer = () => {
      this.#hanging.delete(answer)
      clearTimeout(timer)
      if (this.down) response.destroy()
      else reply(response, 200, news())
    }
    const wait = Number(new URL(request.url ?? '', this.base).searchParams.get('wait') ?? 0)
    const timer = setTimeout(answer, wait * 1000)
    if (news().length > 0) answer()
    else this.#hanging.add(answer)
  }
}

export function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}

export function eventOf(seq: number, more: Partial<ChatEvent> = {}): ChatEvent {
  const at = new Date(1_760_000_000_000 + seq * 1000).toISOString()
  return { seq, chat: 'c1', conversation: 'v1', kind: 'message', author: 'operator', at, ...more }
}

export async function until(what: () => boolean, ms = 5_000): Promise<void> {
  const end = Date.now() + ms
  while (!what()) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

function afterOf(request: IncomingMessage): number {
  return Number(new URL(request.url ?? '', 'http://x').searchParams.get('after') ?? 0)
}
