// One entry being written: its text, as a form or as the file it is, and what the server says
// of it. The text is the truth; a field of the form that changes makes the server write the
// fields anew, and the answer keeps every byte.
import { computed, signal } from '@preact/signals'
import type { Failure } from '../../api/client'
import type { EntryDetail, EntryFields, Preview, Problem, Readability } from '../../api/studio-types'
import { failureOf } from '../app/session'
import type { Storage } from '../app/storage'
import type { Undo } from '../ui/undo'
import type { LibraryApi } from './api'
import { DraftKeeper } from './draft'
import { dayAfter, partsOf, withBody, withFront, withUpdated } from './text'

const previewAfterMs = 400
const composeAfterMs = 300

export class EntryEditor {
  readonly entry = signal<EntryDetail | undefined>()
  readonly source = signal('')
  readonly fields = signal<EntryFields | undefined>() // none: the front matter cannot be read
  readonly html = signal('')
  readonly question = signal('')
  readonly problems = signal<Problem[]>([])
  readonly readability = signal<Readability | null>(null)
  readonly failure = signal<Failure | undefined>() // of reading the entry
  readonly undo = signal<Undo | undefined>() // the way back from what was done last
  readonly gone = signal(false) // a draft that was never published, discarded here
  readonly previewFailure = signal<Failure | undefined>()
  readonly composing = signal(false) // the text does not yet have what the form has
  readonly body = computed(() => partsOf(this.source.value).body)
  readonly id: string
  readonly keeper: DraftKeeper
  readonly #api: LibraryApi
  #previewing: ReturnType<typeof setTimeout> | undefined
  #composing: ReturnType<typeof setTimeout> | undefined
  #composed: Promise<void> = Promise.resolve()
  #abort: AbortController | undefined

  constructor(id: string, api: LibraryApi, storage: Storage) {
    this.id = id
    this.#api = api
    this.keeper = new DraftKeeper(this, api, storage)
  }

  async load(): Promise<void> {
    this.failure.value = undefined
    try {
      const entry = await this.#api.entry(this.id)
      this.take(entry)
      await this.keeper.begin(entry)
      await this.preview()
    } catch (error) {
      this.failure.value = failureOf(error)
    }
  }

  // Shows what the server has of the entry.
  take(entry: EntryDetail): void {
    this.entry.value = entry
    this.html.value = entry.html
    this.question.value = entry.draft?.question || entry.question
    this.problems.value = entry.problems
    this.readability.value = entry.readability ?? null
    this.source.value = textOf(entry)
  }

  // Puts another text in the place of this one: a merged one, an old one.
  replace(source: string): Promise<void> {
    this.source.value = source
    this.keeper.changed()
    return this.preview()
  }

  writeSource(source: string): void {
    this.source.value = source
    this.#changed()
  }

  writeBody(body: string): void {
    const source = this.#untouched ? withUpdated(this.source.peek(), dayAfter()) : this.source.peek()
    this.source.value = withBody(source, body)
    this.#changed()
  }

  change(change: Partial<EntryFields>): void {
    const fields = this.fields.peek()
    if (!fields) return
    const updated = this.#untouched && change.question ? dayAfter() : fields.updated
    this.fields.value = { ...fields, updated, ...change }
    this.composing.value = true
    this.#abort?.abort() // what is on its way knows the form as it was
    this.keeper.keep()
    clearTimeout(this.#composing)
    this.#composing = setTimeout(() => void this.flush(), composeAfterMs)
  }

  // Brings the form of an earlier visit into the text, which had not come to it.
  resume(fields: EntryFields): Promise<void> {
    this.fields.value = fields
    this.composing.value = true
    return this.flush()
  }

  // Brings the text up to the form. What fails is told as the preview's.
  flush(): Promise<void> {
    clearTimeout(this.#composing)
    if (this.composing.peek()) this.#composed = this.#composed.then(() => this.#compose())
    return this.#composed
  }

  // As students see it: the first change makes it a text of today, unless its author says
  // otherwise after that.
  get #untouched(): boolean {
    return this.source.peek() === this.entry.peek()?.source
  }

  // The entries that go when this one is published.
  get without(): string[] {
    return this.entry.peek()?.draft?.replaces?.map(one => one.id) ?? []
  }

  async preview(): Promise<void> {
    clearTimeout(this.#previewing)
    this.#abort?.abort()
    const abort = new AbortController()
    this.#abort = abort
    try {
      const seen = await this.#api.preview(this.source.peek(), this.without, abort.signal)
      if (!abort.signal.aborted) this.#show(seen)
    } catch (error) {
      if (!abort.signal.aborted) this.previewFailure.value = failureOf(error)
    }
  }

  stop(): void {
    clearTimeout(this.#previewing)
    this.#abort?.abort()
    void this.flush().then(() => this.keeper.stop())
  }

  #changed(): void {
    this.keeper.changed()
    clearTimeout(this.#previewing)
    this.#previewing = setTimeout(() => void this.preview(), previewAfterMs)
  }

  #show({ html, question, problems, fields, readability }: Preview): void {
    this.html.value = html
    this.question.value = question || this.question.peek()
    this.problems.value = problems
    this.readability.value = readability
    this.previewFailure.value = undefined
    if (!this.composing.peek()) this.fields.value = fields ?? undefined // else the form is ahead
  }

  async #compose(): Promise<void> {
    const fields = this.fields.peek()
    if (!fields || !this.composing.peek()) return
    try {
      const { source } = await this.#api.compose({ ...fields, body: this.body.peek() })
      if (this.fields.peek() === fields) this.composing.value = false
      this.source.value = withFront(this.source.peek(), source)
      this.#changed()
    } catch (error) {
      this.previewFailure.value = failureOf(error)
    }
  }
}

export const textOf = (entry: EntryDetail): string => entry.draft?.source ?? entry.source
