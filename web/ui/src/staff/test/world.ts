// The fake server's state and its calls, by method and path.
import type { ChatDetail, DeskState, Overview, QueueSummary, Suggestion, User } from '../../api/staff-types'
import type { EntryDetail } from '../../api/studio-types'
import type { ChatEvent } from '../../api/types'
import { type FakeChat, makeChats } from './chats'
import { explanationOf } from './explain'
import { entryOf, htmlOf, match, problemsOf, queueOf, readEntries, readTopics } from './library'
import { meOf, staff, suggestions, summaryOf } from './people'

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly after = 0,
  ) {
    super(message)
  }
}

export interface Call {
  method: string
  path: string
  query: URLSearchParams
  // biome-ignore lint/suspicious/noExplicitAny: a body is whatever came
  body: any
}

export class World {
  onEvent: (event: ChatEvent) => void = () => {}
  onQueues: () => void = () => {}
  failures = new Map<string, Refusal>() // "POST /path": the next such call is refused
  me: User | undefined
  readonly topics = readTopics()
  readonly entries: EntryDetail[] = readEntries()
  readonly chats: FakeChat[] = makeChats()
  readonly users = structuredClone(staff)
  suggestions: Suggestion[] = structuredClone(suggestions)
  state: DeskState = 'available'
  wrong = 0
  #seq = 1000

  call(call: Call): unknown {
    const key = `${call.method} ${call.path}`
    const refusal = this.failures.get(key)
    if (refusal) {
      this.failures.delete(key)
      throw refusal
    }
    if (call.path === '/session') return this.#session(call)
    if (call.path === '/config') return { topics: this.topics.map(({ id, it }) => ({ id, name: it, about: '' })) }
    if (!this.me) throw new Refusal(401, 'signed_out', 'La sessione è scaduta.')
    const [, area = '', what = '', id = '', act = ''] = call.path.split('/')
    if (area === 'desk' && what === 'chats' && id) return this.#chat(call, this.#find(id), act)
    if (area === 'desk') return this.#desk(call, what)
    if (area === 'studio') return this.#studio(call, what, id)
    if (area === 'reports') return summaryOf(Number(call.query.get('days')), this.queues())
    if (area === 'admin') return this.#admin(call, id)
    throw new Refusal(404, 'not_found', 'Non esiste.')
  }

  after(seq: number): ChatEvent[] {
    const mine = this.chats.filter(chat => chat.holder === this.me?.id).flatMap(chat => chat.events)
    return mine.filter(event => event.seq > seq).sort((a, b) => a.seq - b.seq)
  }

  happen(id: string, part: Partial<ChatEvent> & Pick<ChatEvent, 'kind' | 'author'>): ChatEvent {
    const chat = this.#find(id)
    this.#seq += 1 + (this.#seq % 3)
    const event = { seq: this.#seq, chat: id, conversation: `v-${id}`, at: new Date().toISOString(), ...part }
    chat.events.push(event)
    chat.last_seq = event.seq
    if (event.kind === 'message') {
      chat.messages.push(event)
      Object.assign(chat, { last_text: event.text, last_author: event.author, last_at: event.at })
    }
    if (chat.holder === this.me?.id) this.onEvent(event)
    return event
  }

  queues(): QueueSummary[] {
    const mine = this.me?.operator?.queues ?? []
    return this.topics.map((topic, i) => {
      const inLine = this.chats.filter(chat => chat.state === 'waiting' && chat.queue === topic.id)
      const oldest = inLine.map(chat => chat.queued_at).sort()[0]
      const opens = new Date(Date.now() + 15 * 3_600_000)
      opens.setUTCHours(8, 0, 0, 0)
      return queueOf(topic, {
        waiting: inLine.length,
        mine: mine.includes(topic.id),
        open: i % 7 !== 6,
        ...(i % 7 === 6 && { opens_at: opens.toISOString() }),
        ...(oldest && { oldest }),
      })
    })
  }

  #session({ method, body }: Call): unknown {
    if (method === 'DELETE') this.me = undefined
    if (method === 'POST') {
      if (this.wrong >= 3) throw new Refusal(429, 'rate_limited', 'Troppi tentativi da questo computer.', 25)
      const found = this.users.find(user => user.login === body.login && user.password === body.password)
      if (!found) this.wrong++
      if (!found) throw new Refusal(401, 'wrong_password', 'Nome utente o password errati.')
      this.wrong = 0
      this.me = found
    }
    if (method === 'DELETE') return undefined
    if (!this.me) throw new Refusal(401, 'signed_out', 'Accedi.')
    return meOf(this.me)
  }

  #overview(): Overview {
    const chats = this.chats.filter(chat => chat.holder === this.me?.id).map(chat => this.#detail(chat))
    const { operator } = this.me ?? {}
    return {
      ...(operator && {
        operator: { ...operator, state: this.state, since: new Date().toISOString(), engaged: chats.length },
      }),
      queues: this.queues(),
      chats,
      seq: this.#seq,
    }
  }

  #desk({ method, body, query }: Call, what: string): unknown {
    const waiting = this.chats.filter(chat => chat.state === 'waiting').map(chat => this.#detail(chat))
    if (what === 'overview') return this.#overview()
    if (what === 'state' && method === 'PUT') this.state = body.state
    if (what === 'state') return this.#overview()
    if (what === 'waiting') return waiting
    if (what === 'suggest') return match(this.entries, query.get('q') ?? '', query.get('lang') ?? 'it')
    if (what === 'chats') return this.chats.filter(chat => chat.state === 'closed')
    if (what !== 'claim-next') throw new Refusal(404, 'not_found', 'Non esiste.')
    const mine = this.me?.operator?.queues ?? []
    const wanted = waiting.filter(chat => (body.queue ? chat.queue === body.queue : mine.includes(chat.queue)))
    const first = wanted.sort((a, b) => (a.queued_at < b.queued_at ? -1 : 1))[0]
    return first ? this.#claim(this.#find(first.id)) : undefined
  }

  #chat({ method, body }: Call, chat: FakeChat, act: string): unknown {
    if (act === 'turns') return this.#why(chat.subject, chat.lang)
    if (method === 'GET') return this.#detail(chat)
    if (act === 'claim') return this.#claim(chat)
    if (act === 'messages' || act === 'notes') {
      const known = chat.events.find(event => event.client_id === body.client_id)
      const kind = act === 'notes' ? 'note' : 'message'
      const said = { kind, author: 'operator', name: this.me?.name ?? '', ...body } as const
      return { seq: (known ?? this.happen(chat.id, said)).seq }
    }
    if (act === 'seen') this.happen(chat.id, { kind: 'seen', author: 'operator', data: { seq: body.seq } })
    if (act === 'return') this.#free(chat, { kind: 'returned', author: 'operator' })
    if (act === 'escalate') {
      this.happen(chat.id, { kind: 'note', author: 'operator', text: body.reason, name: this.me?.name ?? '' })
      this.#free(chat, { kind: 'escalated', author: 'operator', data: { queue_name: chat.queue_name } })
      Object.assign(chat, { level: 2, escalated: true })
    }
    if (act === 'send-back') {
      this.happen(chat.id, { kind: 'note', author: 'operator', text: body.note, name: this.me?.name ?? '' })
      this.#free(chat, { kind: 'sent_back', author: 'operator', data: { queue_name: chat.queue_name } })
      Object.assign(chat, { level: 1, escalated: false })
    }
    if (act === 'transfer') {
      const name = this.topics.find(topic => topic.id === body.queue)?.it ?? ''
      this.#free(chat, { kind: 'transferred', author: 'operator', text: body.note, data: { queue_name: name } })
      Object.assign(chat, { queue: body.queue, queue_name: name })
    }
    if (act === 'close') {
      this.#free(chat, { kind: 'closed', author: 'operator', data: { outcome: body.outcome } })
      Object.assign(chat, { state: 'closed', outcome: body.outcome, note: body.note })
    }
    return undefined
  }

  #claim(chat: FakeChat): ChatDetail {
    const busy = this.chats.filter(one => one.holder === this.me?.id).length
    if (busy >= (this.me?.operator?.capacity ?? 0)) throw new Refusal(409, 'at_capacity', 'Hai già tutte le tue chat.')
    if (chat.holder && chat.holder !== this.me?.id) throw new Refusal(409, 'taken', 'Presa da un’altra persona.')
    chat.holder = this.me?.id ?? ''
    chat.state = 'engaged'
    this.happen(chat.id, { kind: 'claimed', author: 'operator', name: this.me?.name ?? '' })
    this.onQueues()
    return this.#detail(chat)
  }

  #free(chat: FakeChat, event: Partial<ChatEvent> & Pick<ChatEvent, 'kind' | 'author'>): void {
    this.happen(chat.id, { name: this.me?.name ?? '', ...event })
    chat.holder = ''
    chat.state = 'waiting'
    this.onQueues()
  }

  #studio({ method, body }: Call, what: string, id: string): unknown {
    if (what === 'explain') return this.#why(body.text, body.lang)
    if (what === 'preview') return { html: htmlOf(body.source), problems: problemsOf(body.source) }
    if (what === 'suggestions') {
      const one = this.suggestions.find(suggestion => suggestion.id === id)
      if (method === 'GET') return this.suggestions.filter(suggestion => suggestion.state === 'open')
      return one && Object.assign(one, body)
    }
    if (!id) return this.entries
    const at = this.entries.findIndex(entry => entry.id === id)
    const entry = this.entries[at]
    if (!entry) throw new Refusal(404, 'not_found', 'La voce non esiste più.')
    if (method === 'GET') return entry
    if (body.revision !== entry.revision) throw new Refusal(409, 'stale', 'Qualcun altro ha modificato la voce.')
    if (problemsOf(body.source).length)
      throw new Refusal(422, 'invalid', 'Il testo ha dei problemi: correggili e salva di nuovo.')
    this.entries[at] = entryOf(body.source, entry.revision + 1)
    return this.entries[at]
  }

  #admin({ method, body }: Call, id: string): unknown {
    if (method === 'GET') return this.users
    if (method === 'POST') this.users.push({ ...body, id: `u${this.users.length + 1}` })
    const found = method === 'POST' ? this.users.at(-1) : this.users.find(user => user.id === id)
    return found && Object.assign(found, body)
  }

  #why(text: string, lang: string) {
    return explanationOf(text, lang, match(this.entries, text, lang))
  }

  #find(id: string): FakeChat {
    const chat = this.chats.find(one => one.id === id)
    if (!chat) throw new Refusal(404, 'not_found', 'Questa conversazione non c’è più.')
    return chat
  }

  #detail(chat: FakeChat): ChatDetail {
    const holder = this.users.find(user => user.id === chat.holder)
    return {
      ...chat,
      mine: holder !== undefined && holder.id === this.me?.id,
      ...(holder && { operator: holder.name }),
    }
  }
}
