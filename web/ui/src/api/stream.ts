// Follows the events of a chat (or of the desk) from a number, over WebSocket and, where
// that is blocked, long polling. Promises: every event after `after` is handed over once
// and in order, whatever is cut and however often, because each connection asks for what
// is after the last one handed over, and anything not larger than that is dropped.
import { type Backoff, delayOf, sleep } from './backoff'
import { Failure } from './client'
import type { ChatEvent } from './types'

export type StreamState =
  | 'connecting' // the first time
  | 'live' // over WebSocket
  | 'polling' // over long polling; as good, but without typing and place
  | 'lost' // trying again
  | 'refused' // the server says no (signed out, forgotten); not tried again
  | 'stopped'

// What the stream needs of a frame: an event has a seq, the rest has a kind only.
export interface Frame {
  kind: string
  seq?: number
}

export interface Timing {
  retry: Backoff
  openMs: number // a connection that has not opened by then has failed
  staleMs: number // silence after which a connection is dead (the server pings every 20 s)
  waitS: number // how long a poll may hang
  probeMs: number // while polling, how often WebSocket is tried again
}

export interface StreamOptions<F extends Frame, E extends F = Extract<F, ChatEvent>> {
  after: number
  socketURL: (after: number) => string
  poll?: (after: number, waitS: number, signal: AbortSignal) => Promise<E[]>
  onEvent: (event: E) => void
  onFrame?: (frame: Exclude<F, E>) => void
  onState?: (state: StreamState, failure?: Failure) => void
  timing?: Partial<Timing>
  WebSocket?: typeof WebSocket
}

const usual: Timing = {
  retry: { base: 800, cap: 30_000 },
  openMs: 8_000,
  staleMs: 30_000,
  waitS: 25,
  probeMs: 120_000,
}

const failuresBeforePolling = 2
// The server's close codes for "do not come back" and for "you have newer connections".
const closeRefused = 4401
const closeReplaced = 4409

export class Stream<F extends Frame, E extends F = Extract<F, ChatEvent>> {
  readonly #options: StreamOptions<F, E>
  readonly #timing: Timing
  readonly #Socket: typeof WebSocket
  #state: StreamState = 'stopped'
  #after: number
  #socket: WebSocket | undefined
  #spoke = false // whether this socket has said anything
  #heardAt = 0
  #stale: ReturnType<typeof setTimeout> | undefined
  #attempt = 0 // tries since it last worked
  #mute = 0 // WebSockets in a row that never said anything
  #pause: AbortController | undefined // the wait before the next try
  #polling: AbortController | undefined
  #pausing = false

  constructor(options: StreamOptions<F, E>) {
    this.#options = options
    this.#timing = { ...usual, ...options.timing }
    this.#Socket = options.WebSocket ?? globalThis.WebSocket
    this.#after = options.after
  }

  get after(): number {
    return this.#after
  }

  get state(): StreamState {
    return this.#state
  }

  start(): void {
    if (this.#state !== 'stopped') return
    this.#listen('addEventListener')
    this.#to('connecting')
    this.#connect()
  }

  stop(): void {
    this.#end('stopped')
  }

  // Sends a frame if it can be sent now (typing); false when it cannot.
  send(frame: object): boolean {
    if (this.#state !== 'live' || this.#socket?.readyState !== 1) return false
    this.#socket.send(JSON.stringify(frame))
    return true
  }

  // Tries at once, if it is waiting to: somebody came back, or pressed a button.
  wake(): void {
    this.#pause?.abort()
  }

  #connect(): void {
    const socket = this.#open()
    if (!socket) {
      this.#failed()
      return
    }
    this.#socket = socket
    this.#spoke = false
    const slow = setTimeout(() => lost(), this.#timing.openMs)
    const lost = (code?: number) => {
      clearTimeout(slow)
      if (this.#socket !== socket) return
      this.#drop()
      if (code === closeRefused) this.#end('refused')
      else this.#failed(code === closeReplaced)
    }
    socket.onopen = () => {
      clearTimeout(slow)
      if (this.#socket !== socket) return
      this.#opened()
    }
    socket.onmessage = message => {
      if (this.#socket === socket) this.#heard(message.data)
    }
    socket.onclose = event => lost(event.code)
    socket.onerror = () => lost()
  }

  #open(): WebSocket | undefined {
    try {
      return new this.#Socket(this.#options.socketURL(this.#after))
    } catch {
      return undefined // forbidden by the page's policy, or no WebSocket at all
    }
  }

  #opened(): void {
    this.#alive()
    if (!this.#polling) this.#to('live')
  }

  #heard(data: unknown): void {
    this.#alive()
    this.#spoke = true
    this.#endPolling()
    this.#to('live')
    this.#attempt = 0 // only now: a server that opens and closes at once must not be hammered,
    this.#mute = 0 // and a proxy that lets a connection open but nothing through is no good
    const frame = parse<F>(data)
    if (!frame || frame.kind === 'ping') return
    if (typeof frame.seq === 'number') this.#deliver(frame as unknown as E)
    else this.#options.onFrame?.(frame as Exclude<F, E>)
  }

  #deliver(event: E): void {
    const seq = event.seq ?? 0
    if (seq <= this.#after) return
    this.#after = seq
    this.#options.onEvent(event)
  }

  // Any frame shows that the connection lives; silence shows that it does not.
  #alive(): void {
    this.#heardAt = Date.now()
    clearTimeout(this.#stale)
    const socket = this.#socket
    this.#stale = setTimeout(() => this.#silent(socket), this.#timing.staleMs)
  }

  #silent(socket: WebSocket | undefined): void {
    if (!socket || socket !== this.#socket) return
    this.#drop()
    this.#failed()
  }

  // One that was replaced polls: windows that threw each other out would never rest.
  #failed(replaced = false): void {
    if (this.#over() || this.#polling) return // a probe that failed: polling goes on
    if (!this.#spoke) this.#mute++
    if (this.#options.poll && (replaced || this.#mute >= failuresBeforePolling)) void this.#pollOn()
    else void this.#again()
  }

  async #again(): Promise<void> {
    if (this.#pausing) return
    this.#to('lost')
    this.#pausing = true
    this.#pause = new AbortController()
    await sleep(delayOf(this.#attempt++, this.#timing.retry), this.#pause.signal)
    this.#pausing = false
    if (!this.#over() && !this.#socket) this.#connect()
  }

  async #pollOn(): Promise<void> {
    const { poll } = this.#options
    if (!poll) return
    const stop = new AbortController()
    this.#polling = stop
    let probedAt = Date.now()
    let wait = 0 // the first one answers at once, and so shows that polling works
    while (!stop.signal.aborted) {
      try {
        const events = await poll(this.#after, wait, stop.signal)
        if (stop.signal.aborted) return
        this.#attempt = 0
        this.#to('polling')
        for (const event of events) this.#deliver(event)
      } catch (error) {
        if (!stop.signal.aborted) this.#pollFailed(error)
        return
      }
      wait = this.#timing.waitS
      if (Date.now() - probedAt < this.#timing.probeMs || this.#socket) continue
      probedAt = Date.now()
      this.#connect() // beside the poll, which goes on until this says something
    }
  }

  // A poll that fails too says that the server is away, not that WebSocket is blocked.
  #pollFailed(error: unknown): void {
    this.#polling = undefined
    this.#mute = 0
    this.#drop()
    if (error instanceof Failure && error.gone) this.#end('refused', error)
    else void this.#again()
  }

  #endPolling(): void {
    this.#polling?.abort()
    this.#polling = undefined
  }

  #drop(): void {
    clearTimeout(this.#stale)
    const socket = this.#socket
    this.#socket = undefined
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.onerror = () => {} // closing one that has not opened raises an error
    socket.close()
  }

  #end(state: 'refused' | 'stopped', failure?: Failure): void {
    if (this.#over()) return
    this.#listen('removeEventListener')
    this.#to(state, failure)
    this.#endPolling()
    this.#pause?.abort()
    this.#drop()
  }

  #over(): boolean {
    return this.#state === 'stopped' || this.#state === 'refused'
  }

  #to(state: StreamState, failure?: Failure): void {
    if (state === this.#state) return
    this.#state = state
    this.#options.onState?.(state, failure)
  }

  // A phone that slept, or a network that came back, is noticed without waiting.
  #listen(change: 'addEventListener' | 'removeEventListener'): void {
    if (typeof window === 'undefined') return
    window[change]('online', this.#back)
    window[change]('offline', this.#gone)
    document[change]('visibilitychange', this.#back)
  }

  readonly #back = () => {
    if (document.visibilityState === 'hidden') return
    if (this.#pausing) this.wake()
    else if (this.#socket && this.#state === 'live' && Date.now() - this.#heardAt > this.#timing.staleMs)
      this.#silent(this.#socket)
  }

  readonly #gone = () => {
    if (this.#state === 'live') this.#silent(this.#socket)
  }
}

function parse<F extends Frame>(data: unknown): F | undefined {
  try {
    return JSON.parse(String(data)) as F
  } catch {
    return undefined
  }
}
