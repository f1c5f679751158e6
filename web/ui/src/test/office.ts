// A make-believe Sportello for one student, to see the widget before a server exists: the
// student's API with a few answers, the widget's files, and two pages with a strict policy.
// In tests only.
import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ShownNotice } from '../api/notices'
import type { ConversationState, HandoffState, Lang, Reply, TurnState } from '../api/types'
import { configOf, fees, handoffReply, pagePicture, replyTo } from './answers'
import { FakeServer, reply } from './server'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"

type Route = [method: string, path: RegExp, answer: (body: Body, match: RegExpExecArray) => unknown]
interface Body {
  text?: string
  client_id?: string
  entry?: string
  helped?: boolean
  channel?: 'chat' | 'ticket'
  turn?: number
  lang?: Lang
}

export class Office {
  readonly server = new FakeServer()
  chatOpen = true
  forgetful = false // the conversation there was is erased
  created = 0
  open: number | undefined // the turn that stayed open, at the last handoff
  seen = 0 // what the student's screen has shown
  lang: Lang = 'it'
  turns: TurnState[] = []
  handoff: HandoffState | undefined
  notices: ShownNotice[] = []
  readonly #routes: Route[] = [
    ['GET', /^\/config/, () => configOf(this.lang)],
    ['GET', /^\/notices/, () => ({ notices: this.notices, next: 60, subscribe: '' })],
    ['POST', /^\/conversations$/, body => this.#create(body)],
    ['POST', /\/turns$/, body => this.#turn(body.text ?? '', replyTo(body.text ?? '', this.lang, this.chatOpen))],
    ['POST', /\/turns\/(\d+)\/choose$/, body => this.#turn('', replyTo(body.entry ?? '', this.lang, this.chatOpen))],
    ['POST', /\/turns\/(\d+)\/alone$/, () => this.#turn('', fees(this.lang))],
    ['POST', /\/turns\/(\d+)\/feedback$/, (body, match) => this.#feedback(Number(match[1]), body.helped === true)],
    ['GET', /\/ways$/, () => handoffReply(this.lang, this.chatOpen, 'asked').handoff],
    ['POST', /\/handoff$/, body => this.#join(body.channel ?? 'chat', body.turn)],
    ['POST', /\/messages$/, body => this.#message(body)],
    ['POST', /\/leave$/, () => this.event('left', { author: 'student' })],
    ['POST', /\/seen$/, () => ({})],
    ['GET', /^\/conversations\/[^/]+$/, () => this.#state()],
  ]

  async start(): Promise<this> {
    await this.server.start()
    this.listen()
    return this
  }

  listen(): void {
    this.server.handler = (request, response, body) => this.#answer(request, response, body)
  }

  get url(): string {
    return this.server.base.replace('/api/v1', '')
  }

  event(
    kind: 'queued' | 'claimed' | 'closed' | 'left' | 'seen' | 'transferred' | 'returned' | 'urgent',
    more = {},
  ): void {
    this.server.say('', { kind, author: 'system', ...more })
    if (!this.handoff) return
    if (kind === 'claimed') this.handoff.state = 'engaged'
    if (kind === 'closed' || kind === 'left') this.handoff.state = 'closed'
  }

  claim(name: string): void {
    this.event('claimed', { author: 'operator', name })
    if (this.handoff) this.handoff.operator = name
  }

  #create({ lang }: Body) {
    this.lang = lang ?? 'it'
    this.created++
    this.forgetful = false
    return { id: 'v1', token: 'secret-token', lang: this.lang }
  }

  #turn(text: string, reply: Reply): Reply {
    const { more, ...first } = reply
    const turn = { ...first, turn: this.turns.length + 1 }
    const at = new Date(1_760_000_000_000 + this.turns.length * 1000).toISOString()
    this.turns.push({ ...turn, text, helped: '', at })
    return more ? { ...turn, more: more.map(part => this.#turn(part.question ?? '', part)) } : turn
  }

  #feedback(n: number, helped: boolean): Reply | undefined {
    const turn = this.turns[n - 1]
    if (turn) turn.helped = helped ? 'yes' : 'no'
    return helped ? undefined : this.#turn('', handoffReply(this.lang, this.chatOpen, 'rejected'))
  }

  #join(channel: 'chat' | 'ticket', turn: number | undefined): HandoffState {
    this.open = turn
    const queue_name = this.lang === 'it' ? 'Tasse e contributi' : 'Fees'
    const place = channel === 'chat' ? { position: 3 } : {}
    this.handoff = {
      chat: 'c1',
      channel,
      state: 'waiting',
      queue: 'fees',
      queue_name,
      zone: 'Europe/Rome',
      ...place,
      after: 0,
    }
    this.event('queued', { data: { channel, queue_name } })
    return this.handoff
  }

  #message({ text = '', client_id = '' }: Body) {
    const known = this.server.events.find(event => event.client_id === client_id)
    const { seq } = known ?? this.server.say(text, { author: 'student', client_id })
    return { seq }
  }

  #state(): ConversationState {
    const { turns, handoff, lang } = this
    return { id: 'v1', lang, turns, events: this.server.events, link: '', ...(handoff ? { handoff } : {}) }
  }

  #answer(request: IncomingMessage, response: ServerResponse, body: string): void {
    const path = new URL(request.url ?? '', this.url).pathname
    if (!path.startsWith('/api/v1')) {
      this.#file(path, response)
      return
    }
    const rest = path.slice('/api/v1'.length)
    if (this.forgetful && rest !== '/conversations') {
      reply(response, 404, { error: { code: 'not_found', message: 'Non c’è più.', id: 'n404' } })
      return
    }
    for (const [method, pattern, answer] of this.#routes) {
      const match = pattern.exec(rest)
      if (!match || method !== request.method) continue
      const value = answer(JSON.parse(body || '{}') as Body, match)
      if (value === undefined) response.writeHead(204).end()
      else reply(response, 200, value)
      return
    }
    reply(response, 404, { error: { code: 'not_found', message: 'Non c’è.', id: 'n404' } })
  }

  #file(path: string, response: ServerResponse): void {
    const file = `dist${path}`
    const headers = { 'Content-Security-Policy': policy }
    if (path.startsWith('/widget/') && existsSync(file)) {
      response.writeHead(200, { ...headers, 'Content-Type': 'text/javascript' }).end(readFileSync(file))
    } else if (path === '/page.svg') {
      response.writeHead(200, { ...headers, 'Content-Type': 'image/svg+xml' }).end(pagePicture())
    } else if (path === '/page.css') {
      const css = 'body{margin:0;font-family:sans-serif}main{padding:1rem}'
      response.writeHead(200, { ...headers, 'Content-Type': 'text/css' }).end(css)
    } else {
      response.writeHead(200, { ...headers, 'Content-Type': 'text/html; charset=utf-8' }).end(pageOf(path))
    }
  }
}

function pageOf(path: string): string {
  const lang = path.includes('/en') ? 'en' : 'it'
  const widget = path.startsWith('/conversation') ? `<sportello-widget mode="page"></sportello-widget>` : ''
  const host = widget ? '' : '<main><h1>Politecnico</h1><p>Tasse e contributi universitari.</p></main>'
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Segreteria</title>
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<body>${host}${widget}<script src="/widget/loader.js" data-entry-point="www" data-lang="${lang}" async></script>`
}
