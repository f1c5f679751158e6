// One chat as the operator has it. Events come by four ways (the chat's detail, the live
// stream, its replay after a cut, the answer to one's own message) and are the same event
// by their seq: whatever the order and however often, the list is right.
import { computed, effect, signal } from '@preact/signals'
import type { Failure } from '../../api/client'
import type { ChatContext, ChatDetail, ChatSummary } from '../../api/staff-types'
import type { ChatEvent } from '../../api/types'
import { type Uploading, Uploads } from '../../api/uploads'
import { failureOf } from '../app/session'
import type { Storage } from '../app/storage'
import type { DeskApi } from './api'
import { Outbox, type Pending } from './outbox'

const typingMs = 6_000
const released = ['transferred', 'returned', 'escalated', 'sent_back', 'closed']

export class Chat {
  readonly id: string
  readonly summary
  readonly context = signal<ChatContext | undefined>()
  readonly detail = signal<ChatDetail | undefined>()
  readonly failure = signal<Failure | undefined>()
  readonly loading = signal(false)
  readonly mine = signal(true)
  readonly events = signal<ChatEvent[]>([])
  readonly typing = signal(false)
  readonly fresh = signal(false) // given to the operator, and not opened yet
  readonly helpOpen = signal(true) // the numbers to call, where it is urgent
  readonly draft
  readonly noting = signal(false) // the composer writes a note
  readonly outbox: Outbox
  readonly files = signal<readonly Uploading[]>([]) // of the composer
  readonly uploads: Uploads
  readonly #shown // what this operator's screen has shown
  // What one has answered one has read, on whatever screen.
  readonly readTo = computed(() => Math.max(this.#shown.value, lastOwn(this.events.value)))
  readonly seenTo = computed(() => seenBy(this.events.value, 'student'))
  readonly lastSeq = computed(() => Math.max(this.summary.value.last_seq, this.events.value.at(-1)?.seq ?? 0))
  readonly unread = computed(() => this.#unread())
  readonly left = computed(
    () => this.events.value.findLast(e => e.kind === 'left' || e.kind === 'queued')?.kind === 'left',
  )
  readonly #api: DeskApi
  readonly #storage: Storage
  readonly #keepDraft: () => void
  #typingEnds: ReturnType<typeof setTimeout> | undefined

  constructor(summary: ChatSummary, api: DeskApi, storage: Storage) {
    this.id = summary.id
    this.#api = api
    this.#storage = storage
    this.summary = signal(summary)
    this.draft = signal(storage.read<string>(`draft.${this.id}`) ?? '')
    this.#shown = signal(storage.read<number>(`read.${this.id}`) ?? 0)
    this.#keepDraft = effect(() => storage.write(`draft.${this.id}`, this.draft.value || undefined))
    this.uploads = new Uploads(
      (...how) => api.upload(this.id, ...how),
      items => {
        this.files.value = items
      },
    )
    this.outbox = new Outbox({
      key: `outbox.${this.id}`,
      storage,
      send: (line, message) => api.send(this.id, line, message),
      onSent: (item, seq) => this.add(ownEvent(this.id, item, seq)),
    })
  }

  async load(): Promise<void> {
    this.loading.value = true
    try {
      this.show(await this.#api.chat(this.id))
    } catch (error) {
      this.failure.value = failureOf(error)
    }
    this.loading.value = false
  }

  // What the server says of the whole chat. Events it does not know yet are kept.
  show(detail: ChatDetail): void {
    this.failure.value = undefined
    this.detail.value = detail
    this.context.value = detail.context
    this.events.value = merge(this.events.peek(), detail.events)
    if (Math.max(detail.last_seq, detail.events.at(-1)?.seq ?? 0) >= this.lastSeq.peek()) {
      this.summary.value = summaryOf(detail)
      this.mine.value = detail.mine && detail.state === 'engaged'
    }
    this.#shown.value = Math.max(this.#shown.peek(), seenBy(detail.events, 'operator'))
    for (const event of detail.events) if (event.client_id) this.outbox.drop(event.client_id)
  }

  // False when it was known already.
  add(event: ChatEvent): boolean {
    if (event.client_id) this.outbox.drop(event.client_id)
    if (this.events.peek().some(known => known.seq === event.seq)) return false
    this.events.value = merge(this.events.peek(), [event])
    this.#sum(event)
    if (event.author === 'student') this.#stopTyping()
    if (event.kind === 'seen' && event.author === 'operator') {
      this.#shown.value = Math.max(this.#shown.peek(), event.data?.seq ?? 0)
    }
    if (released.includes(event.kind)) this.mine.value = false
    return true
  }

  // Everything so far is on the screen: the student may know it.
  read(): void {
    const last = this.events.peek().findLast(event => event.kind === 'message' && event.author === 'student')
    if (!last || last.seq <= this.readTo.peek() || !this.mine.peek()) return
    this.#shown.value = last.seq
    this.#storage.write(`read.${this.id}`, last.seq)
    this.#api.seen(this.id, last.seq).catch(() => {}) // told again with the next message
  }

  // Each file goes with a message of its own, the first with the words.
  send(text: string, note: boolean): void {
    const files = note ? [] : this.uploads.take()
    this.draft.value = ''
    this.noting.value = false
    const [first, ...others] = files
    if (text || first) this.outbox.add(note ? 'notes' : 'messages', text, first)
    for (const file of others) this.outbox.add('messages', '', file)
  }

  // A refused message goes back to where it can be mended.
  takeBack(item: Pending): void {
    this.outbox.discard(item.client_id)
    this.noting.value = item.line === 'notes'
    this.draft.value = this.draft.peek() ? `${item.text}\n${this.draft.peek()}` : item.text
  }

  types(): void {
    clearTimeout(this.#typingEnds)
    this.typing.value = true
    this.#typingEnds = setTimeout(() => this.#stopTyping(), typingMs)
  }

  // It is over: nothing of it stays in this browser.
  forget(): void {
    for (const kind of ['draft', 'read', 'outbox']) this.#storage.write(`${kind}.${this.id}`, undefined)
  }

  stop(): void {
    this.#keepDraft()
    this.#stopTyping()
    this.uploads.stop()
    this.outbox.stop()
  }

  #stopTyping(): void {
    clearTimeout(this.#typingEnds)
    this.typing.value = false
  }

  #sum(event: ChatEvent): void {
    const old = this.summary.peek()
    const next = { ...old, last_seq: Math.max(old.last_seq, event.seq) }
    if (event.kind === 'closed') next.state = 'closed'
    if (event.kind === 'urgent' || event.kind === 'distress') {
      next.urgent = true
      this.helpOpen.value = true
    }
    if (event.kind === 'message' && event.seq >= old.last_seq) {
      const last_file = event.data?.attachment?.name
      Object.assign(next, { last_text: event.text, last_file, last_author: event.author, last_at: event.at })
    }
    this.summary.value = next
  }

  // Before the chat is loaded, its summary says only whether the student spoke last.
  #unread(): number {
    const fresh = this.events.value.filter(
      event => event.kind === 'message' && event.author === 'student' && event.seq > this.readTo.value,
    ).length
    const { last_author, last_seq } = this.summary.value
    if (this.detail.value || fresh > 0) return fresh
    return last_author === 'student' && last_seq > this.readTo.value ? 1 : 0
  }
}

// A chat of which nothing is known yet.
export function blank(id: string): ChatSummary {
  const nothing = { queue: '', queue_name: '', lang: 'it', subject: '', student: '', queued_at: '' } as const
  return { id, channel: 'chat', level: 1, escalated: false, state: 'waiting', last_seq: 0, ...nothing }
}

function merge(known: ChatEvent[], more: ChatEvent[]): ChatEvent[] {
  const bySeq = new Map(known.map(event => [event.seq, event]))
  for (const event of more) bySeq.set(event.seq, event)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

function seenBy(events: ChatEvent[], author: ChatEvent['author']): number {
  return events.reduce(
    (top, event) => (event.kind === 'seen' && event.author === author ? Math.max(top, event.data?.seq ?? 0) : top),
    0,
  )
}

function lastOwn(events: ChatEvent[]): number {
  return events.findLast(event => event.kind === 'message' && event.author === 'operator')?.seq ?? 0
}

function summaryOf({ context: _c, events: _e, messages: _m, ...summary }: ChatDetail): ChatSummary {
  return summary
}

function ownEvent(chat: string, { client_id, line, text, attachment, at }: Pending, seq: number): ChatEvent {
  const kind = line === 'notes' ? 'note' : 'message'
  const data = attachment && { data: { attachment } }
  return { seq, chat, conversation: '', kind, author: 'operator', client_id, text, at, ...data }
}
