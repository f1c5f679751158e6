// What the desk's tests share: a server in memory that does as it is told.
import { Failure } from '../../api/client'
import type {
  ChatDetail,
  ChatSummary,
  DeskState,
  Explanation,
  FilledCanned,
  Overview,
  QueueSummary,
  WaitingChat,
} from '../../api/staff-types'
import type { ChatEvent } from '../../api/types'
import { Storage } from '../app/storage'
import type { DeskApi } from './api'

export const at = (minutes: number) => new Date(Date.UTC(2026, 8, 14, 9, minutes)).toISOString()

export function summary(id: string, over: Partial<ChatSummary> = {}): ChatSummary {
  const base = {
    queue: 'fees',
    queue_name: 'Tasse',
    channel: 'chat',
    lang: 'it',
    subject: 'Rata',
    student: 'Giulia',
  } as const
  return { id, ...base, queued_at: at(0), level: 1, escalated: false, state: 'engaged', last_seq: 0, ...over }
}

export function event(seq: number, over: Partial<ChatEvent> = {}): ChatEvent {
  const base = { chat: 'c1', conversation: 'v1', kind: 'message', author: 'student', text: `testo ${seq}` } as const
  return { seq, ...base, at: at(seq % 60), ...over }
}

export function detail(id: string, events: ChatEvent[], over: Partial<ChatDetail> = {}): ChatDetail {
  const context = {
    entry_point: '',
    page: '',
    lang: 'it',
    identity: { verified: false },
    turns: [],
    earlier: [],
  } as const
  return {
    ...summary(id, { last_seq: events.at(-1)?.seq ?? 0 }),
    mine: true,
    context: { ...context, turns: [], earlier: [] },
    events,
    messages: events.filter(one => one.kind === 'message'),
    ...over,
  }
}

export function overview(chats: ChatSummary[], seq: number, queues: QueueSummary[] = []): Overview {
  const operator = {
    state: 'available',
    since: at(0),
    level: 1,
    capacity: 3,
    engaged: chats.length,
    languages: [],
  } as const
  return { operator: { ...operator, languages: [] }, queues, chats, seq }
}

export const waitingOne = (id: string): WaitingChat => {
  const { state: _s, last_seq: _l, ...waiting } = summary(id)
  return waiting
}

export const refusal = (code: string, status = 409) => new Failure(code, code, 'abc123', status)
export const offline = () => new Failure('offline', '', '', 0)

// Each call answers with what `answers` holds; a Failure is thrown.
export class TestServer implements DeskApi {
  readonly calls: string[] = []
  current = overview([], 10)
  details = new Map<string, ChatDetail>()
  lines: WaitingChat[] = []
  why: Explanation | undefined
  next: ChatDetail | Failure | undefined
  replies: FilledCanned[] = []
  sending: (text: string) => Promise<{ seq: number }> = () => Promise.reject(offline())

  overview = () => this.#say('overview', this.current)
  setState = (state: DeskState) => this.#say(`state ${state}`, this.current)
  waiting = () => this.#say('waiting', this.lines)
  claimNext = () => this.#say('claim-next', this.next)
  claim = (chat: string) => this.#say(`claim ${chat}`, this.next) as Promise<ChatDetail>
  chat = (id: string) =>
    this.#say(`chat ${id}`, this.details.get(id) ?? refusal('not_found', 404)) as Promise<ChatDetail>
  closed = () => this.#say('closed', [])
  transfer = (chat: string, queue: string) => this.#say(`transfer ${chat} ${queue}`, undefined)
  escalate = (chat: string, queue: string, reason: string) =>
    this.#say(`escalate ${chat} ${queue} ${reason}`, undefined)
  sendBack = (chat: string, note: string) => this.#say(`send-back ${chat} ${note}`, undefined)
  giveBack = (chat: string) => this.#say(`return ${chat}`, undefined)
  seen = (chat: string, seq: number) => this.#say(`seen ${chat} ${seq}`, undefined)
  close = (chat: string, { outcome }: { outcome: string }) => this.#say(`close ${chat} ${outcome}`, undefined)
  explain = (chat: string, turn: number) =>
    this.#say(`explain ${chat} ${turn}`, this.why ?? refusal('not_found', 404)) as Promise<Explanation>
  canned = () => Promise.resolve(this.replies)
  suggest = () => this.#say('suggest', [])
  upload = () => Promise.reject(offline())
  send = (chat: string, line: string, { text }: { text: string }) => {
    this.calls.push(`send ${chat} ${line} ${text}`)
    return this.sending(text)
  }

  #say<T>(call: string, answer: T | Failure): Promise<T> {
    this.calls.push(call)
    return answer instanceof Failure ? Promise.reject(answer) : Promise.resolve(answer)
  }
}

// In place of the browser's, where there is none.
export function memoryStorage(): Storage {
  const kept = new Map<string, string>()
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    value: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
      removeItem: (key: string) => kept.delete(key),
    },
  })
  return new Storage('u1')
}

export const settle = () => new Promise(resolve => setTimeout(resolve, 0))
