// Messages on their way: kept in the browser's storage until the server has acknowledged
// them, sent one after the other in the order typed, again and again with the same
// client_id, so that none is lost, doubled or reordered by a bad network or a reload.
import { type Backoff, delayOf, sleep } from './backoff'
import { Failure } from './client'
import { newID } from './ids'
import type { Attachment } from './types'

export interface Outgoing {
  client_id: string
  text: string
  attachment?: Attachment
  // waiting: its turn, or the network; sent: acknowledged as seq, not yet come back as an
  // event; failed: the server refused it, see why
  state: 'waiting' | 'sending' | 'sent' | 'failed'
  seq?: number
  tries: number
  why?: Failure
}

// The part of window.localStorage that is used.
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export interface OutboxOptions {
  key: string // one for each conversation
  store: Store
  send: (client_id: string, text: string, attachment?: Attachment) => Promise<{ seq: number }>
  onChange: (items: readonly Outgoing[]) => void
  retry?: Backoff
}

export class Outbox {
  readonly #options: OutboxOptions
  #items: Outgoing[]
  #busy = false
  #closed = false
  #pause: AbortController | undefined

  constructor(options: OutboxOptions) {
    this.#options = options
    this.#items = load(options)
  }

  get items(): readonly Outgoing[] {
    return this.#items
  }

  // Begins with what an earlier page left behind.
  start(): void {
    this.#options.onChange(this.#items)
    void this.#run()
  }

  stop(): void {
    this.#closed = true
    this.#pause?.abort()
  }

  add(text: string, attachment?: Attachment): string {
    const client_id = newID()
    const item: Outgoing = { client_id, text, state: 'waiting', tries: 0, ...(attachment && { attachment }) }
    this.#items = [...this.#items, item]
    this.#changed()
    void this.#run()
    return client_id
  }

  // Tries at once: the network is back, or somebody pressed "retry".
  wake(): void {
    this.#pause?.abort()
    void this.#run()
  }

  // Sends again what the server refused, after what is already waiting.
  retry(client_id: string): void {
    const item = this.#items.find(one => one.client_id === client_id)
    if (item?.state !== 'failed') return
    const { why: _, ...rest } = item
    this.#items = [...this.#items.filter(one => one !== item), { ...rest, state: 'waiting', tries: 0 }]
    this.#changed()
    this.wake()
  }

  // Forgets a message: it has come back as an event, or the student gave it up.
  remove(client_id: string): void {
    if (!this.#items.some(one => one.client_id === client_id)) return
    this.#items = this.#items.filter(one => one.client_id !== client_id)
    this.#changed()
  }

  async #run(): Promise<void> {
    if (this.#busy) return
    this.#busy = true
    for (let next = this.#next(); next && !this.#closed; next = this.#next()) {
      if (await this.#sendOne(next)) continue
      this.#pause = new AbortController()
      await sleep(this.#waitFor(next.client_id), this.#pause.signal)
    }
    this.#busy = false
  }

  #next(): Outgoing | undefined {
    return this.#items.find(item => item.state === 'waiting')
  }

  #waitFor(client_id: string): number {
    const { tries = 1, why } = this.#items.find(item => item.client_id === client_id) ?? {}
    const wait = delayOf(tries - 1, this.#options.retry ?? { base: 1_000, cap: 20_000 })
    return Math.max(wait, why?.retryAfterMs ?? 0)
  }

  // False when the network is to blame and the same message must be tried again.
  async #sendOne(item: Outgoing): Promise<boolean> {
    this.#set(item.client_id, { state: 'sending' })
    try {
      const { seq } = await this.#options.send(item.client_id, item.text, item.attachment)
      this.#set(item.client_id, { state: 'sent', seq })
      return true
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const state = error.passing ? 'waiting' : 'failed'
      this.#set(item.client_id, { state, tries: item.tries + 1, why: error })
      return !error.passing
    }
  }

  #set(client_id: string, change: Partial<Outgoing>): void {
    this.#items = this.#items.map(item => (item.client_id === client_id ? { ...item, ...change } : item))
    this.#changed()
  }

  #changed(): void {
    const { key, store, onChange } = this.#options
    const kept = this.#items.filter(item => item.state !== 'sent')
    try {
      if (kept.length === 0) store.removeItem(key)
      else
        store.setItem(
          key,
          JSON.stringify(kept.map(({ client_id, text, attachment }) => ({ client_id, text, attachment }))),
        )
    } catch {
      // storage is full or forbidden: the message lives as long as the page
    }
    onChange(this.#items)
  }
}

function load({ key, store }: OutboxOptions): Outgoing[] {
  try {
    const kept = JSON.parse(store.getItem(key) ?? '[]') as Pick<Outgoing, 'client_id' | 'text' | 'attachment'>[]
    return kept.map(item => ({ ...item, state: 'waiting', tries: 0 }))
  } catch {
    return []
  }
}
