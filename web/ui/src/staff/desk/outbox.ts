// What the operator has written and the server has not yet acknowledged. One message at a
// time, in the order of writing; kept in this browser until acknowledged, and sent again
// under the same client_id, so that a lost answer never makes a message double.
import { signal } from '@preact/signals'
import { delayOf } from '../../api/backoff'
import { Failure } from '../../api/client'
import { newID } from '../../api/ids'
import type { Attachment } from '../../api/types'
import type { Storage } from '../app/storage'
import type { Line } from './api'

export interface Pending {
  client_id: string
  line: Line
  text: string
  attachment?: Attachment
  at: string
  failure?: { code: string; message: string; id: string } // refused: it waits for the operator
}

export interface Message {
  client_id: string
  text: string
  attachment?: string
}

type Send = (line: Line, message: Message) => Promise<{ seq: number }>

export interface OutboxOptions {
  key: string
  storage: Storage
  send: Send
  onSent: (item: Pending, seq: number) => void
  wait?: (attempt: number) => number
}

const retry = { base: 1_000, cap: 15_000 }

export class Outbox {
  readonly items
  readonly retrying = signal(false) // the last try did not reach the server
  readonly #options: OutboxOptions
  #busy = false
  #attempt = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: OutboxOptions) {
    this.#options = options
    this.items = signal<Pending[]>(options.storage.read<Pending[]>(options.key) ?? [])
  }

  add(line: Line, text: string, attachment?: Attachment): void {
    const item = { client_id: newID(), line, text, at: new Date().toISOString(), ...(attachment && { attachment }) }
    this.#set([...this.items.peek(), item])
    this.flush()
  }

  // Tries at once: after adding, and when the connection is back.
  flush(): void {
    clearTimeout(this.#timer)
    if (!this.#busy) void this.#run()
  }

  again(id: string): void {
    this.#set(this.items.peek().map(item => (item.client_id === id ? without(item) : item)))
    this.flush()
  }

  // The operator gives it up; those it held back may go.
  discard(id: string): void {
    this.drop(id)
    this.flush()
  }

  // Takes it out: acknowledged, by its event or by the answer.
  drop(id: string): Pending | undefined {
    const found = this.items.peek().find(item => item.client_id === id)
    if (found) this.#set(this.items.peek().filter(item => item !== found))
    return found
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#busy = true
  }

  // A refused message holds back those after it: they may only make sense after it.
  async #run(): Promise<void> {
    this.#busy = true
    for (let item = this.items.peek()[0]; item && !item.failure; item = this.items.peek()[0]) {
      const went = await this.#try(item)
      if (!went) break
    }
    this.#busy = false
  }

  async #try(item: Pending): Promise<boolean> {
    try {
      const { client_id, text, attachment } = item
      const message = { client_id, text, ...(attachment && { attachment: attachment.id }) }
      const { seq } = await this.#options.send(item.line, message)
      this.#attempt = 0
      this.retrying.value = false
      if (this.drop(item.client_id)) this.#options.onSent(item, seq)
      return true
    } catch (error) {
      if (error instanceof Failure && error.status >= 400 && !error.passing && error.status !== 401) {
        this.#refuse(item, error)
      } else {
        this.#later(error instanceof Failure ? error.retryAfterMs : 0)
      }
      return false
    }
  }

  #refuse(item: Pending, { code, message, id }: Failure): void {
    const failed = { ...item, failure: { code, message, id } }
    this.#set(this.items.peek().map(other => (other.client_id === item.client_id ? failed : other)))
  }

  #later(after: number): void {
    this.retrying.value = true
    const wait = this.#options.wait?.(this.#attempt) ?? delayOf(this.#attempt, retry)
    this.#attempt++
    this.#timer = setTimeout(() => this.flush(), Math.max(wait, after))
  }

  #set(items: Pending[]): void {
    this.items.value = items
    this.#options.storage.write(this.#options.key, items.length ? items : undefined)
  }
}

function without({ failure: _, ...item }: Pending): Pending {
  return item
}
