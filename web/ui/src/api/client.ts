// The one way to the JSON API, for the widget (a conversation's token) and for the staff
// pages (the session cookie and a CSRF token). Every failure is a Failure: with the
// server's words when it said something, with a code of our own when it could not be heard.
import { type Backoff, delayOf, sleep } from './backoff'
import type { ApiError } from './types'
import { sendFile, type UploadOptions } from './upload'

// Codes made here, when the server's answer did not arrive.
export type LocalCode = 'offline' | 'timeout' | 'unreadable'

export class Failure extends Error {
  override readonly name = 'Failure'
  constructor(
    readonly code: string,
    message: string, // in the reader's language; empty when the code is a LocalCode
    readonly id: string, // to quote to the office; empty when the server was not heard
    readonly status: number, // 0 when there was no answer
    readonly retryAfterMs = 0,
  ) {
    super(message)
  }

  // Trying the same thing again may succeed.
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502
  }

  // The server had no place for it just now, and has done nothing of what was asked: it
  // may be sent again, whatever it is.
  get shed(): boolean {
    return this.status === 503 && this.code === 'busy'
  }

  // The server does not know this reader, or no longer has what was asked for.
  get gone(): boolean {
    return [401, 403, 404, 410].includes(this.status)
  }
}

export interface ClientOptions {
  base: string // ".../api/v1", no slash at the end
  token?: () => string | undefined // a student's: sent as Bearer, and no cookie
  csrf?: () => string | undefined // the staff's: sent with writes, beside the cookie
  lang?: () => string
  timeoutMs?: number
  retry?: Backoff
  shed?: () => void // the server is full: told when a call begins to wait for a place
  fetch?: typeof fetch
}

export interface CallOptions {
  timeoutMs?: number
  signal?: AbortSignal
  tries?: number // more than 1 only for what may be sent twice: reads, and writes with a client_id
}

// A place comes free within seconds, and not for much longer does anybody wait.
const triesWhenShed = 5

type Read<T> = (response: Response) => Promise<T>

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export class Client {
  readonly #options: ClientOptions
  readonly #fetch: typeof fetch

  constructor(options: ClientOptions) {
    this.#options = options
    this.#fetch = options.fetch ?? ((input, init) => fetch(input, init))
  }

  get<T>(path: string, options: CallOptions = {}): Promise<T> {
    return this.#call<T>('GET', path, undefined, { tries: 3, ...options })
  }

  post<T = void>(path: string, body: object, options: CallOptions = {}): Promise<T> {
    return this.#call<T>('POST', path, body, options)
  }

  put<T = void>(path: string, body: object, options: CallOptions = {}): Promise<T> {
    return this.#call<T>('PUT', path, body, options)
  }

  delete<T = void>(path: string, options: CallOptions = {}): Promise<T> {
    return this.#call<T>('DELETE', path, undefined, options)
  }

  // Sends a file as it is. Not tried again here: the caller shows how it goes.
  async upload<T>(
    path: string,
    file: Blob,
    options: Pick<UploadOptions, 'onProgress' | 'signal' | 'timeoutMs'>,
  ): Promise<T> {
    const headers = { ...this.#headers('POST', undefined), 'Content-Type': 'application/octet-stream' }
    const url = this.#options.base + path
    const response = await sendFile(url, file, { ...options, headers, withCookie: !this.#options.token })
    if (!response) throw new Failure('offline', '', '', 0)
    if (!response.ok) throw await failureOf(response)
    return (await response.json()) as T
  }

  // Reads a file.
  file(path: string, options: CallOptions = {}): Promise<Blob> {
    return this.#call('GET', path, undefined, { tries: 3, timeoutMs: 60_000, ...options }, response => response.blob())
  }

  // The address of a WebSocket of the same API.
  socketURL(path: string): string {
    const here = typeof location === 'undefined' ? undefined : location.href
    const url = new URL(this.#options.base + path, here)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    return url.href
  }

  async #call<T>(
    method: Method,
    path: string,
    body: object | undefined,
    options: CallOptions,
    read: Read<T> = asJSON,
  ): Promise<T> {
    const tries = options.tries ?? 1
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#once(method, path, body, options, read)
      } catch (error) {
        if (!(error instanceof Failure) || !error.passing) throw error
        const most = error.shed ? Math.max(tries, triesWhenShed) : tries
        if (attempt + 1 >= most || options.signal?.aborted) throw error
        if (error.shed) this.#options.shed?.()
        const wait = delayOf(attempt, this.#options.retry ?? { base: 600, cap: 8_000 })
        await sleep(Math.max(wait, error.retryAfterMs), options.signal)
      }
    }
  }

  async #once<T>(
    method: Method,
    path: string,
    body: object | undefined,
    options: CallOptions,
    read: Read<T>,
  ): Promise<T> {
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(), options.timeoutMs ?? this.#options.timeoutMs ?? 15_000)
    const stop = () => deadline.abort()
    options.signal?.addEventListener('abort', stop)
    if (options.signal?.aborted) stop()
    try {
      const response = await this.#fetch(this.#options.base + path, {
        method,
        headers: this.#headers(method, body),
        credentials: this.#options.token ? 'omit' : 'same-origin',
        cache: 'no-store',
        signal: deadline.signal,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (!response.ok) throw await failureOf(response)
      return await read(response)
    } catch (error) {
      throw error instanceof Failure ? error : unheard(error, deadline.signal.aborted)
    } finally {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', stop)
    }
  }

  #headers(method: Method, body: object | undefined): Record<string, string> {
    const { token, csrf, lang } = this.#options
    const headers: Record<string, string> = { Accept: 'application/json' }
    if (body !== undefined) headers['Content-Type'] = 'application/json'
    const bearer = token?.()
    if (bearer) headers.Authorization = `Bearer ${bearer}`
    const guard = method === 'GET' ? undefined : csrf?.()
    if (guard) headers['X-CSRF-Token'] = guard
    if (lang) headers['Accept-Language'] = lang()
    return headers
  }
}

async function asJSON<T>(response: Response): Promise<T> {
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T)
}

async function failureOf(response: Response): Promise<Failure> {
  const after = Number(response.headers.get('Retry-After') ?? 0)
  const wait = Number.isFinite(after) ? Math.min(after * 1000, 30_000) : 0
  try {
    const { error } = (await response.json()) as { error: ApiError }
    return new Failure(error.code, error.message, error.id, response.status, wait)
  } catch {
    return new Failure('unreadable', '', '', response.status, wait) // a proxy's page, most likely
  }
}

function unheard(error: unknown, aborted: boolean): Failure {
  if (error instanceof SyntaxError) return new Failure('unreadable', '', '', 0)
  return new Failure(aborted ? 'timeout' : 'offline', '', '', 0)
}
