// The entries that would answer what the student said last. A newer question makes the
// answer to an older one worthless, so that one is aborted.
import { signal } from '@preact/signals'
import type { Failure } from '../../api/client'
import type { SuggestedEntry } from '../../api/staff-types'
import { failureOf } from '../app/session'
import type { DeskApi } from './api'

export class Suggest {
  readonly items = signal<SuggestedEntry[]>([])
  readonly loading = signal(false)
  readonly failure = signal<Failure | undefined>()
  readonly #api: DeskApi
  #asked = ''
  #abort: AbortController | undefined

  constructor(api: DeskApi) {
    this.#api = api
  }

  async ask(text: string, lang: string): Promise<void> {
    const key = `${lang} ${text}`
    if (key === this.#asked) return
    this.#abort?.abort()
    this.#asked = key
    this.items.value = []
    this.failure.value = undefined
    this.loading.value = text !== ''
    if (text === '') return
    const abort = new AbortController()
    this.#abort = abort
    try {
      const items = await this.#api.suggest(text, lang, abort.signal)
      if (!abort.signal.aborted) this.items.value = items
    } catch (error) {
      if (abort.signal.aborted) return
      this.failure.value = failureOf(error)
      this.#asked = '' // asking again is allowed
    }
    if (!abort.signal.aborted) this.loading.value = false
  }
}
