// The student's side of the API: one function for each thing a student can do.
import type { CallOptions, Client } from './client'
import type { ShownNotices } from './notices'
import type {
  Appointment,
  Attachment,
  Callback,
  ChatEvent,
  Conversation,
  ConversationState,
  FreeAppointments,
  HandoffState,
  Lang,
  NewConversation,
  Rating,
  Reply,
  Ways,
  WidgetConfig,
} from './types'
import type { Upload } from './uploads'

export interface Handoff {
  channel: 'chat' | 'ticket'
  queue: string
  name?: string
  email?: string
  turn?: number // that stayed open
}

const sure: CallOptions = { tries: 3 } // may be sent twice: the server knows it by its client_id

export class StudentApi {
  constructor(readonly client: Client) {}

  config(entryPoint: string, lang: Lang): Promise<WidgetConfig> {
    const query = new URLSearchParams({ entry_point: entryPoint, lang })
    return this.client.get(`/config?${query}`)
  }

  notices(entryPoint: string, lang: Lang): Promise<ShownNotices> {
    const query = new URLSearchParams({ entry_point: entryPoint, lang })
    return this.client.get(`/notices?${query}`)
  }

  create(conversation: NewConversation): Promise<Conversation> {
    return this.client.post('/conversations', conversation, { tries: 2 })
  }

  state(id: string): Promise<ConversationState> {
    return this.client.get(path(id))
  }

  ask(id: string, text: string, client_id: string): Promise<Reply> {
    return this.client.post(`${path(id)}/turns`, { text, client_id }, sure)
  }

  choose(id: string, turn: number, entry: string): Promise<Reply> {
    return this.client.post(`${path(id)}/turns/${turn}/choose`, { entry })
  }

  alone(id: string, turn: number): Promise<Reply> {
    return this.client.post(`${path(id)}/turns/${turn}/alone`, {})
  }

  feedback(id: string, turn: number, helped: boolean): Promise<Reply | undefined> {
    return this.client.post(`${path(id)}/turns/${turn}/feedback`, { helped })
  }

  ways(id: string, queue = ''): Promise<Ways> {
    return this.client.get(`${path(id)}/ways${queue && `?queue=${encodeURIComponent(queue)}`}`)
  }

  askCallback(id: string, queue: string): Promise<Callback> {
    return this.client.post(`${path(id)}/callback`, { queue }, sure)
  }

  callback(id: string): Promise<Callback> {
    return this.client.get(`${path(id)}/callback`, { tries: 1 })
  }

  cancelCallback(id: string): Promise<void> {
    return this.client.delete(`${path(id)}/callback`, sure)
  }

  freeAppointments(id: string, queue: string): Promise<FreeAppointments> {
    return this.client.get(`${path(id)}/appointments?${new URLSearchParams({ queue })}`)
  }

  book(id: string, what: { queue: string; starts_at: string; name?: string; turn?: number }): Promise<Appointment> {
    return this.client.post(`${path(id)}/appointments`, what, sure) // the same again is no other
  }

  cancelAppointment(id: string): Promise<void> {
    return this.client.delete(`${path(id)}/appointments`, sure)
  }

  handoff(id: string, handoff: Handoff): Promise<HandoffState> {
    return this.client.post(`${path(id)}/handoff`, handoff, sure) // idempotent by conversation
  }

  // Without tries of its own: the outbox tries again.
  send(id: string, client_id: string, text: string, attachment?: string): Promise<{ seq: number }> {
    const message = { client_id, text, ...(attachment && { attachment }) }
    return this.client.post(`${path(id)}/messages`, message, { timeoutMs: 10_000 })
  }

  upload(id: string, ...[file, client_id, onProgress, signal]: Parameters<Upload>): Promise<Attachment> {
    const query = new URLSearchParams({ client_id, name: file.name })
    return this.client.upload(`${path(id)}/attachments?${query}`, file, { onProgress, signal })
  }

  rate(id: string, chat: string, rating: Rating): Promise<Rating> {
    return this.client.post(`${path(id)}/rating`, { chat, ...rating }, sure)
  }

  transcript(id: string, lang: Lang): Promise<Blob> {
    return this.client.file(`${path(id)}/transcript?lang=${lang}`)
  }

  file(id: string, attachment: string, preview: boolean): Promise<Blob> {
    return this.client.file(`${path(id)}/attachments/${encodeURIComponent(attachment)}${preview ? '?preview=1' : ''}`)
  }

  seen(id: string, seq: number): Promise<void> {
    return this.client.post(`${path(id)}/seen`, { seq })
  }

  leave(id: string): Promise<void> {
    return this.client.post(`${path(id)}/leave`, {}, sure)
  }

  events(id: string, after: number, waitS: number, signal: AbortSignal): Promise<ChatEvent[]> {
    const timeoutMs = (waitS + 10) * 1000
    return this.client.get(`${path(id)}/events?after=${after}&wait=${waitS}`, { signal, timeoutMs, tries: 1 })
  }

  socketURL(id: string, token: string, after: number): string {
    return this.client.socketURL(`${path(id)}/live?after=${after}&token=${encodeURIComponent(token)}`)
  }
}

function path(id: string): string {
  return `/conversations/${encodeURIComponent(id)}`
}
