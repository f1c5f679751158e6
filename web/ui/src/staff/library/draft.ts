// The draft of an entry on its way to the server: saved by itself while one writes. A save
// names the draft it began from; when another was faster, both texts are merged, and what
// cannot be is asked. Until it is saved the text is also kept in this browser.
import { computed, signal } from '@preact/signals'
import type { Failure } from '../../api/client'
import type { Draft, EntryDetail, EntryFields, Merged } from '../../api/studio-types'
import { failureOf } from '../app/session'
import type { Storage } from '../app/storage'
import type { LibraryApi } from './api'
import { type EntryEditor, textOf } from './editor'

interface Kept {
  source: string
  from: string // the server's text that it was begun from
  fields?: EntryFields // of the form, where the text does not have them yet
}

export interface Conflict {
  now: EntryDetail // what the server has
  merged: Merged
  base: number // the revision of the entry that the merged text goes back to
}

const saveAfterMs = 1_200
const againAfterMs = 5_000 // while the server does not answer

export class DraftKeeper {
  readonly saving = signal(false)
  readonly savedAt = signal<Date | undefined>()
  readonly failure = signal<Failure | undefined>()
  readonly conflict = signal<Conflict | undefined>()
  readonly mergedWith = signal('') // whose changes were put together with these
  readonly restored = signal(false) // the text comes from an earlier visit
  readonly text = signal('') // the server's
  readonly base = signal(0) // the revision of the entry that the text goes back to
  readonly dirty = computed(() => this.#editor.composing.value || this.#unsent.value)
  // But for what the form has over the text: while that cannot be written into it, there is
  // nothing to send.
  readonly #unsent = computed(() => {
    const { source, entry } = this.#editor
    return source.value !== this.text.value || (entry.value?.draft?.base ?? this.base.value) !== this.base.value
  })
  readonly #editor: EntryEditor
  readonly #api: LibraryApi
  readonly #storage: Storage
  #timer: ReturnType<typeof setTimeout> | undefined
  #going: Promise<void> | undefined
  #left = false

  constructor(editor: EntryEditor, api: LibraryApi, storage: Storage) {
    this.#editor = editor
    this.#api = api
    this.#storage = storage
  }

  // Begins from what the server has, or goes on with what an earlier visit left.
  async begin(entry: EntryDetail): Promise<void> {
    const kept = this.#storage.read<Kept>(this.#key)
    this.accept(entry)
    if (!kept || (kept.source === textOf(entry) && !kept.fields)) return this.catchUp()
    this.restored.value = true
    this.text.value = kept.from
    this.#editor.source.value = kept.source
    if (kept.fields) await this.#editor.resume(kept.fields)
    this.keep()
    if (kept.from !== textOf(entry)) await this.#meet(entry)
    else this.#soon()
  }

  // Takes what the server has as saved.
  accept(entry: EntryDetail): void {
    clearTimeout(this.#timer)
    this.#begunFrom(entry)
    this.conflict.value = undefined
    this.failure.value = undefined
    this.restored.value = false
    this.#storage.write(this.#key, undefined)
  }

  // Brings a draft up to an entry that was published since.
  async catchUp(): Promise<void> {
    const entry = this.#editor.entry.peek()
    if (!entry?.draft?.behind || entry.base_source === undefined) return
    await this.#meet(entry, [entry.base_source, textOf(entry), entry.source], entry.revision)
    await this.save()
  }

  changed(): void {
    this.mergedWith.value = ''
    this.keep()
    this.#soon()
  }

  // Keeps what is not saved in this browser.
  keep(): void {
    const source = this.#editor.source.peek()
    const from = this.text.peek()
    const fields = this.#editor.composing.peek() ? this.#editor.fields.peek() : undefined
    const kept: Kept | undefined = source === from && !fields ? undefined : { source, from, ...(fields && { fields }) }
    this.#storage.write(this.#key, kept)
  }

  // Everything that was written is on the server, or it says why not.
  async save(): Promise<boolean> {
    clearTimeout(this.#timer)
    await this.#editor.flush()
    while (this.#going) await this.#going
    if (this.#editor.composing.peek() && !this.#left) this.#soon(againAfterMs)
    if (this.#unsent.peek() && !this.conflict.peek()) {
      this.#going = this.#send().finally(() => {
        this.#going = undefined
      })
      await this.#going
    }
    return !this.dirty.peek() && !this.conflict.peek()
  }

  // The conflict is settled: this text is what one wants, over what the server has.
  async settle(source: string): Promise<void> {
    const { now, base } = this.conflict.peek() ?? {}
    if (!now) return
    this.conflict.value = undefined
    this.#begunFrom(now, base)
    await this.#editor.replace(source)
    await this.save()
  }

  // What the server answered to a change of the draft's state.
  took(draft: Draft | undefined): void {
    const entry = this.#editor.entry.peek()
    if (!entry) return
    const { draft: old, ...rest } = entry
    const source = draft?.source ?? old?.source
    this.#editor.entry.value = {
      ...rest,
      state: draft ? stateOf(draft, entry.published) : entry.archived_at ? 'archived' : 'published',
      ...(draft && { draft: { ...draft, ...(source !== undefined && { source }) } }),
    }
  }

  // There is something here that the server does not have.
  get busy(): boolean {
    return this.dirty.peek() || this.saving.peek() || this.conflict.peek() !== undefined
  }

  // The page is left: one more try, and what fails waits in this browser for the next visit.
  stop(): void {
    this.#left = true
    void this.save()
  }

  get #key(): string {
    return `entry.${this.#editor.id}`
  }

  #soon(ms = saveAfterMs): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.save(), ms)
  }

  async #send(): Promise<void> {
    const entry = this.#editor.entry.peek()
    if (!entry) return
    const source = this.#editor.source.peek()
    this.saving.value = true
    try {
      const { draft, problems } = await this.#api.saveDraft(this.#editor.id, {
        source,
        base: this.base.peek(),
        revision: entry.draft?.revision ?? 0,
      })
      this.text.value = source
      this.took({ ...draft, source })
      this.#editor.problems.value = problems
      this.savedAt.value = new Date()
      this.failure.value = undefined
      this.restored.value = false
      this.keep()
      if (this.dirty.peek()) this.#soon() // written while it was being saved
    } catch (error) {
      await this.#refused(failureOf(error))
    }
    this.saving.value = false
  }

  async #refused(failure: Failure): Promise<void> {
    this.failure.value = failure
    if (failure.passing && !this.#left) this.#soon(Math.max(againAfterMs, failure.retryAfterMs))
    if (failure.status !== 409) return
    const now = await this.#api.entry(this.#editor.id).catch(() => undefined)
    if (now && failure.code === 'stale') await this.#meet(now)
  }

  // Puts this text and the server's together.
  async #meet(now: EntryDetail, texts = this.#texts(now), base = baseOf(now)): Promise<void> {
    try {
      const merged = await this.#api.merge(...texts)
      this.failure.value = undefined
      if (!merged.clean || merged.source === undefined) {
        this.conflict.value = { now, merged, base }
        return
      }
      this.#begunFrom(now, base)
      await this.#editor.replace(merged.source)
      this.mergedWith.value = now.draft?.author ?? ''
    } catch (error) {
      this.failure.value = failureOf(error)
    }
  }

  // What both began from, one's own text and theirs.
  #texts(now: EntryDetail): [string, string, string] {
    return [this.text.peek(), this.#editor.source.peek(), textOf(now)]
  }

  #begunFrom(now: EntryDetail, base = baseOf(now)): void {
    this.#editor.entry.value = now
    this.text.value = textOf(now)
    this.base.value = base
  }
}

const baseOf = (entry: EntryDetail): number => entry.draft?.base ?? entry.revision

export function stateOf(draft: Draft, published: boolean): EntryDetail['state'] {
  if (draft.publish_at) return 'scheduled'
  if (draft.state === 'review') return 'review'
  return published ? 'changed' : 'draft'
}
