// Who is signed in, and the one client of the API.
import { computed, signal } from '@preact/signals'
import { Client, Failure } from '../../api/client'
import type { Me, Role } from '../../api/staff-types'
import { lang, setLang } from '../i18n'
import { preferences, Storage } from './storage'

export type Standing = 'unknown' | 'in' | 'out' | 'expired'

export class Session {
  readonly me = signal<Me | undefined>()
  readonly standing = signal<Standing>('unknown')
  readonly failure = signal<Failure | undefined>()
  readonly storage = computed(() => new Storage(this.me.value?.id ?? 'nobody'))
  readonly client: Client

  constructor(client?: Client) {
    const options = { base: '/api/v1', csrf: () => this.me.peek()?.csrf, lang: () => lang.peek() }
    this.client = client ?? new Client({ ...options, fetch: (input, init) => this.#fetch(input, init) })
  }

  async load(): Promise<void> {
    this.failure.value = undefined
    try {
      this.#enter(await this.client.get<Me>('/session'))
    } catch (error) {
      if (error instanceof Failure && error.status === 401) this.standing.value = 'out'
      else this.failure.value = failureOf(error)
    }
  }

  async signIn(login: string, password: string): Promise<void> {
    this.#enter(await this.client.post<Me>('/session', { login, password }))
  }

  // Drafts hold students' words: they do not stay behind on a shared computer.
  async signOut(): Promise<void> {
    await this.client.delete('/session').catch(() => {})
    this.storage.peek().wipe()
    this.me.value = undefined
    this.standing.value = 'out'
  }

  // The server no longer knows the cookie. What is on this page's storage stays.
  readonly expire = (): void => {
    if (this.standing.peek() === 'in') this.standing.value = 'expired'
  }

  can(...roles: Role[]): boolean {
    return roles.some(role => this.me.value?.roles.includes(role))
  }

  #enter(me: Me): void {
    if (!preferences.read('lang')) setLang(me.lang)
    this.me.value = me
    this.standing.value = 'in'
  }

  async #fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const response = await fetch(input, init)
    if (response.status === 401) this.expire()
    return response
  }
}

export function failureOf(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure('unreadable', '', '', 0)
}

export const session = new Session()
