// One entry being edited. The text is kept in this browser until it is saved; a save names
// the revision it began from, so nobody's work is overwritten without being asked.
import { computed, signal } from '@preact/signals'
import type { Failure } from '../../api/client'
import type { EntryDetail, Problem } from '../../api/staff-types'
import { failureOf } from '../app/session'
import type { Storage } from '../app/storage'
import type { LibraryApi } from './api'

interface Kept {
  source: string
  revision: number
}

const previewAfterMs = 400

export class EntryEditor {
  readonly entry = signal<EntryDetail | undefined>()
  readonly source = signal('')
  readonly html = signal('')
  readonly problems = signal<Problem[]>([])
  readonly failure = signal<Failure | undefined>()
  readonly previewFailure = signal<Failure | undefined>()
  readonly theirs = signal<EntryDetail | undefined>() // a newer revision by somebody else
  readonly saving = signal(false)
  readonly saved = signal(false)
  readonly restored = signal(false) // the text comes from an earlier visit
  readonly changed = computed(() => this.entry.value !== undefined && this.source.value !== this.entry.value.source)
  readonly id: string
  readonly #api: LibraryApi
  readonly #storage: Storage
  #timer: ReturnType<typeof setTimeout> | undefined
  #abort: AbortController | undefined

  constructor(id: string, api: LibraryApi, storage: Storage) {
    this.id = id
    this.#api = api
    this.#storage = storage
  }

  async load(): Promise<void> {
    this.failure.value = undefined
    try {
      const kept = this.#storage.read<Kept>(this.#key)
      const entry = await this.#api.entry(this.id)
      this.#take(entry)
      if (!kept || kept.source === entry.source) return
      this.source.value = kept.source
      this.#storage.write(this.#key, kept)
      this.restored.value = true
      if (kept.revision !== entry.revision) this.#outdated(entry, kept.revision)
      this.#previewSoon(0)
    } catch (error) {
      this.failure.value = failureOf(error)
    }
  }

  write(source: string): void {
    this.source.value = source
    this.saved.value = false
    this.#keep()
    this.#previewSoon(previewAfterMs)
  }

  async save(): Promise<void> {
    const entry = this.entry.peek()
    if (!entry || this.saving.peek()) return
    this.saving.value = true
    this.failure.value = undefined
    const sent = this.source.peek()
    try {
      const next = await this.#api.save(this.id, sent, entry.revision)
      const since = this.source.peek() // written while it was being saved
      this.#take(next)
      if (since !== sent) this.write(since)
      this.theirs.value = undefined
      this.saved.value = true
    } catch (error) {
      await this.#refused(failureOf(error))
    }
    this.saving.value = false
  }

  // The text here becomes the newest, over theirs: the next save begins from their revision.
  async overwrite(): Promise<void> {
    const theirs = this.theirs.peek()
    if (!theirs) return
    this.entry.value = theirs
    this.theirs.value = undefined
    await this.save()
  }

  discard(): void {
    const entry = this.theirs.peek() ?? this.entry.peek()
    if (entry) this.#take(entry)
    this.theirs.value = undefined
    this.failure.value = undefined
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#abort?.abort()
  }

  get #key(): string {
    return `entry.${this.id}`
  }

  #take(entry: EntryDetail): void {
    this.stop()
    this.entry.value = entry
    this.source.value = entry.source
    this.html.value = entry.html
    this.problems.value = entry.problems
    this.restored.value = false
    this.#storage.write(this.#key, undefined)
  }

  // The kept text began from an older revision than the server's.
  #outdated(theirs: EntryDetail, revision: number): void {
    this.entry.value = { ...theirs, revision }
    this.theirs.value = theirs
  }

  async #refused(failure: Failure): Promise<void> {
    this.failure.value = failure
    if (failure.code === 'stale' || failure.status === 409) {
      this.theirs.value = await this.#api.entry(this.id).catch(() => undefined)
      if (this.theirs.peek()) this.failure.value = undefined
    }
    if (failure.status === 422) await this.preview()
  }

  #keep(): void {
    const entry = this.entry.peek()
    const source = this.source.peek()
    const kept = entry && source !== entry.source ? { source, revision: entry.revision } : undefined
    this.#storage.write(this.#key, kept)
  }

  #previewSoon(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.preview(), ms)
  }

  async preview(): Promise<void> {
    this.#abort?.abort()
    const abort = new AbortController()
    this.#abort = abort
    try {
      const { html, problems } = await this.#api.preview(this.source.peek(), abort.signal)
      if (abort.signal.aborted) return
      this.html.value = html
      this.problems.value = problems
      this.previewFailure.value = undefined
    } catch (error) {
      if (!abort.signal.aborted) this.previewFailure.value = failureOf(error)
    }
  }
}
