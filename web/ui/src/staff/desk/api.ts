// What the desk asks of the server; the store's tests put their own in its place.
import type { Client } from '../../api/client'
import type {
  ChatDetail,
  ChatSummary,
  DeskState,
  Explanation,
  FilledCanned,
  Outcome,
  Overview,
  SuggestedEntry,
  WaitingChat,
} from '../../api/staff-types'
import type { Attachment } from '../../api/types'
import type { Upload } from '../../api/uploads'
import type { Message } from './outbox'

export interface Closing {
  outcome: Outcome
  entry: string // with "answered_by_entry", else ""
  note: string
}

export type Line = 'messages' | 'notes'

export interface DeskApi {
  overview(): Promise<Overview>
  setState(state: DeskState): Promise<Overview>
  waiting(): Promise<WaitingChat[]>
  claimNext(queue: string | undefined): Promise<ChatDetail | undefined>
  claim(chat: string): Promise<ChatDetail>
  chat(id: string): Promise<ChatDetail>
  closed(): Promise<ChatSummary[]>
  send(chat: string, line: Line, message: Message): Promise<{ seq: number }>
  upload(chat: string, ...how: Parameters<Upload>): Promise<Attachment>
  transfer(chat: string, queue: string, note: string): Promise<void>
  giveBack(chat: string): Promise<void>
  escalate(chat: string, queue: string, reason: string): Promise<void>
  sendBack(chat: string, note: string): Promise<void>
  seen(chat: string, seq: number): Promise<void>
  close(chat: string, closing: Closing): Promise<void>
  explain(chat: string, turn: number): Promise<Explanation>
  canned(chat: string): Promise<FilledCanned[]>
  suggest(text: string, lang: string, signal: AbortSignal): Promise<SuggestedEntry[]>
}

export function deskApi(client: Client): DeskApi {
  const at = (id: string, what = '') => `/desk/chats/${encodeURIComponent(id)}${what}`
  return {
    overview: () => client.get('/desk/overview'),
    setState: state => client.put('/desk/state', { state }),
    waiting: () => client.get('/desk/waiting'),
    claimNext: queue => client.post('/desk/claim-next', queue ? { queue } : {}),
    claim: id => client.post(at(id, '/claim'), {}),
    chat: id => client.get(at(id)),
    closed: () => client.get('/desk/chats?state=closed'),
    upload: (id, file, client_id, onProgress, signal) =>
      client.upload(at(id, `/attachments?${new URLSearchParams({ client_id, name: file.name })}`), file, {
        onProgress,
        signal,
      }),
    send: (id, line, message) => client.post(at(id, `/${line}`), message),
    transfer: (id, queue, note) => client.post(at(id, '/transfer'), { queue, note }),
    giveBack: id => client.post(at(id, '/return'), {}),
    escalate: (id, queue, reason) => client.post(at(id, '/escalate'), { queue, reason }),
    sendBack: (id, note) => client.post(at(id, '/send-back'), { note }),
    seen: (id, seq) => client.post(at(id, '/seen'), { seq }),
    close: (id, closing) => client.post(at(id, '/close'), closing),
    explain: (id, turn) => client.get(at(id, `/turns/${turn}/explain`)),
    canned: id => client.get(at(id, '/canned')),
    suggest: (text, lang, signal) =>
      client.get(`/desk/suggest?${new URLSearchParams({ q: text, lang })}`, { signal, tries: 2 }),
  }
}
