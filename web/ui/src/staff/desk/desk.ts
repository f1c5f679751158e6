// The desk: the lines, the chats one has, and the live stream that keeps them true. The
// server is the truth: after every (re)connection the overview is read again and what is
// here is brought in line with it.
import { computed, signal } from '@preact/signals'
import type { Failure } from '../../api/client'
import type { ChatDetail, DeskFrame, DeskState, Overview, QueueSummary, WaitingChat } from '../../api/staff-types'
import type { StreamState } from '../../api/stream'
import type { ChatEvent } from '../../api/types'
import { failureOf } from '../app/session'
import type { Storage } from '../app/storage'
import type { Closing, DeskApi } from './api'
import { blank, Chat } from './chat'
import { Later } from './later'

export interface DeskOptions {
  api: DeskApi
  storage: Storage
  onMessage?: (chat: Chat, event: ChatEvent) => void // a student's, new
  onGiven?: (chat: Chat) => void // by the desk itself, or by a supervisor
  onGone?: (chat: Chat, event: ChatEvent | undefined) => void // no longer one's own, by another's doing
}

export type Notice = 'taken' | 'at_capacity' | 'nothing_waits' | 'failed'

export class Desk {
  readonly operator = signal<Overview['operator']>()
  readonly queues = signal<QueueSummary[]>([])
  readonly waiting = signal<WaitingChat[]>([])
  readonly chats = signal<Chat[]>([])
  readonly current = signal<Chat | undefined>() // the one shown, one's own or not
  readonly ready = signal(false)
  readonly failure = signal<Failure | undefined>()
  readonly connection = signal<StreamState>('connecting')
  readonly notice = signal<{ kind: Notice; failure?: Failure } | undefined>()
  // How many chats ask to be looked at: with a new message, or come by themselves.
  readonly unread = computed(() => this.chats.value.filter(chat => chat.unread.value > 0 || chat.fresh.value).length)
  after = 0 // follow the live stream from here
  readonly #options: DeskOptions
  readonly #api: DeskApi
  readonly #lines = new Later(2_000, () => void this.refreshWaiting())
  readonly #whole = new Later(1_000, () => void this.resync())
  readonly #given = new Set<string>() // not by the operator's own doing, and not here yet
  readonly #left = new Set<string>() // given up here: their last events are no news
  readonly #missed = new Set<string>() // not here when something happened in them

  constructor(options: DeskOptions) {
    this.#options = options
    this.#api = options.api
  }

  async start(): Promise<void> {
    this.failure.value = undefined
    try {
      const overview = await this.#api.overview()
      this.after = overview.seq
      this.#reconcile(overview)
      this.ready.value = true
      if (overview.operator?.state === 'away') await this.setState('available') // who opens the desk wants to work
      await this.refreshWaiting()
      for (const chat of this.chats.peek()) chat.outbox.flush()
      void this.#prepare()
    } catch (error) {
      this.failure.value = failureOf(error)
    }
  }

  stop(): void {
    this.#lines.cancel()
    this.#whole.cancel()
    for (const chat of this.chats.peek()) chat.stop()
  }

  // --- What comes ---

  apply(frame: DeskFrame): void {
    if (frame.kind === 'queues') {
      this.queues.value = frame.queues
      this.#lines.ask()
    } else if (frame.kind === 'typing') this.find(frame.chat)?.types()
    else if (frame.kind !== 'ping') this.#happened(frame)
  }

  #happened(frame: ChatEvent): void {
    this.after = Math.max(this.after, frame.seq)
    const chat = this.find(frame.chat)
    if (!chat) this.#unknown(frame)
    if (!chat?.add(frame)) return
    if (frame.kind === 'claimed' && !chat.mine.peek()) {
      void chat.load() // what was said in between is not here
      this.#whole.ask()
    }
    if (frame.kind === 'message' && frame.author === 'student') this.#options.onMessage?.(chat, frame)
    if (!chat.mine.peek()) this.#release(chat, frame)
  }

  connected(state: StreamState): void {
    const before = this.connection.peek()
    this.connection.value = state
    if (state !== 'live' && state !== 'polling') return
    if (before === 'lost') void this.resync()
    for (const chat of this.chats.peek()) chat.outbox.flush()
  }

  // Without the WebSocket nobody tells that the lines have changed.
  polled(): void {
    this.#whole.ask()
  }

  async resync(): Promise<void> {
    try {
      this.#reconcile(await this.#api.overview())
      await this.refreshWaiting()
      void this.#prepare()
    } catch {
      this.#whole.ask(5_000) // the page works on with what it has
    }
  }

  async refreshWaiting(): Promise<void> {
    try {
      this.waiting.value = await this.#api.waiting()
    } catch {
      this.#lines.ask(5_000)
    }
  }

  find(id: string): Chat | undefined {
    return this.chats.peek().find(chat => chat.id === id) ?? this.#shown(id)
  }

  // --- What the operator does ---

  async open(id: string): Promise<void> {
    const known = this.find(id)
    if (known) {
      this.current.value = known
      known.fresh.value = false
      if (!known.detail.peek() && !known.loading.peek()) await known.load()
      return
    }
    const line = this.waiting.peek().find(one => one.id === id)
    const chat = new Chat({ ...blank(id), ...line }, this.#api, this.#options.storage)
    chat.mine.value = false
    this.current.value = chat
    await chat.load()
    if (chat.mine.peek() && !this.chats.peek().includes(chat)) this.chats.value = [...this.chats.peek(), chat]
  }

  leave(): void {
    this.current.value = undefined
  }

  async setState(state: DeskState): Promise<void> {
    await this.#try(async () => this.#reconcile(await this.#api.setState(state)))
  }

  claim(id: string): Promise<Chat | undefined> {
    return this.#claim(() => this.#api.claim(id))
  }

  claimNext(queue?: string): Promise<Chat | undefined> {
    return this.#claim(() => this.#api.claimNext(queue))
  }

  transfer(chat: Chat, queue: string, note: string): Promise<void> {
    return this.#giveUp(chat, () => this.#api.transfer(chat.id, queue, note))
  }

  giveBack(chat: Chat): Promise<void> {
    return this.#giveUp(chat, () => this.#api.giveBack(chat.id))
  }

  escalate(chat: Chat, queue: string, reason: string): Promise<void> {
    return this.#giveUp(chat, () => this.#api.escalate(chat.id, queue, reason))
  }

  sendBack(chat: Chat, note: string): Promise<void> {
    return this.#giveUp(chat, () => this.#api.sendBack(chat.id, note))
  }

  close(chat: Chat, closing: Closing): Promise<void> {
    return this.#giveUp(chat, () => this.#api.close(chat.id, closing))
  }

  // --- Within ---

  async #claim(ask: () => Promise<ChatDetail | undefined>): Promise<Chat | undefined> {
    this.notice.value = undefined
    const detail = await this.#try(ask)
    if (!detail) {
      if (!this.notice.peek()) this.notice.value = { kind: 'nothing_waits' }
      void this.refreshWaiting()
      return undefined
    }
    this.#left.delete(detail.id)
    this.waiting.value = this.waiting.peek().filter(line => line.id !== detail.id)
    const chat = this.find(detail.id) ?? new Chat(detail, this.#api, this.#options.storage)
    chat.show(detail)
    if (!this.chats.peek().includes(chat)) this.chats.value = [...this.chats.peek(), chat]
    if (this.#missed.delete(detail.id)) void chat.load() // perhaps after the answer was made
    this.#whole.ask() // the count of chats, the lines
    return chat
  }

  async #try<T>(act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act()
    } catch (error) {
      const failure = failureOf(error)
      const kind = failure.code === 'taken' || failure.code === 'at_capacity' ? failure.code : 'failed'
      this.notice.value = { kind, failure }
      return undefined
    }
  }

  // The dialog shows why it fails, so this throws.
  async #giveUp(chat: Chat, act: () => Promise<void>): Promise<void> {
    this.#left.add(chat.id)
    try {
      await act()
    } catch (error) {
      this.#left.delete(chat.id)
      throw error
    }
    chat.mine.value = false
    this.#release(chat, undefined)
  }

  // An event of a chat that is not here: given to the operator, or claimed in another
  // window, or here and the answer is slower than the stream.
  #unknown({ chat, kind, author }: ChatEvent): void {
    this.#missed.add(chat)
    if (kind === 'claimed') this.#left.delete(chat)
    if (kind === 'claimed' && author !== 'operator') {
      this.#given.add(chat)
      void this.resync()
    } else if (!this.#left.has(chat)) this.#whole.ask()
  }

  // One's chats are few: they are read before they are opened, so that opening is at once
  // and the unread are counted rightly.
  async #prepare(): Promise<void> {
    for (const chat of this.chats.peek()) {
      if (!chat.detail.peek() && !chat.loading.peek()) await chat.load()
    }
  }

  // A chat whose last event is newer than the overview is left as it is: the overview was
  // read before that event.
  #reconcile(overview: Overview): void {
    this.operator.value = overview.operator
    this.queues.value = overview.queues
    const here = (id: string) => overview.chats.some(one => one.id === id)
    for (const chat of this.chats.peek()) {
      if (!here(chat.id) && chat.lastSeq.peek() <= overview.seq) this.#lost(chat)
    }
    const known = this.chats.peek()
    const fresh = overview.chats
      .filter(one => !known.some(chat => chat.id === one.id) && !this.#left.has(one.id))
      .map(one => this.#adopt(one.id) ?? new Chat(one, this.#api, this.#options.storage))
    if (fresh.length > 0) this.chats.value = [...known, ...fresh]
    for (const chat of fresh) this.#welcome(chat)
  }

  // A chat that came by itself is new until it is opened.
  #welcome(chat: Chat): void {
    if (!this.#given.delete(chat.id)) return
    chat.fresh.value = this.current.peek() !== chat
    this.#options.onGiven?.(chat)
  }

  // The chat shown may have become one's own (claimed in another window).
  #adopt(id: string): Chat | undefined {
    const shown = this.#shown(id)
    if (shown) void shown.load()
    return shown
  }

  #lost(chat: Chat): void {
    chat.mine.value = false
    this.#release(chat, undefined)
    if (this.current.peek() === chat) void chat.load()
  }

  #release(chat: Chat, event: ChatEvent | undefined): void {
    if (!this.chats.peek().includes(chat)) return
    this.chats.value = this.chats.peek().filter(other => other !== chat)
    this.#whole.ask()
    if (!this.#left.has(chat.id)) this.#options.onGone?.(chat, event)
    if (chat.outbox.items.peek().length === 0 && !chat.draft.peek()) chat.forget()
  }

  #shown(id: string): Chat | undefined {
    const shown = this.current.peek()
    return shown?.id === id ? shown : undefined
  }
}
