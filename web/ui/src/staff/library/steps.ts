// What is done with an entry beyond writing it. Each saves what was written first, and leaves
// the editor with what the server has then.
import { Failure } from '../../api/client'
import type { EntryDetail, Impact, MergeUndo, SavedDraft } from '../../api/studio-types'
import { t } from '../i18n'
import type { LibraryApi } from './api'
import { type EntryEditor, textOf } from './editor'

const also = (twin: EntryDetail | undefined) => (twin?.draft ? [{ id: twin.id, revision: twin.draft.revision }] : [])

export class Steps {
  readonly #editor: EntryEditor
  readonly #api: LibraryApi

  constructor(editor: EntryEditor, api: LibraryApi) {
    this.#editor = editor
    this.#api = api
  }

  askReview(note: string): Promise<void> {
    return this.#draft(revision => this.#api.review(this.#editor.id, { revision, state: 'review', note }))
  }

  backToDraft(): Promise<void> {
    return this.#draft(revision => this.#api.review(this.#editor.id, { revision, state: 'draft' }))
  }

  // Has the draft published later, with that of its translation if given: both, or none.
  schedule(when: string, twin?: EntryDetail): Promise<void> {
    return this.#draft(revision => this.#api.schedule(this.#editor.id, revision, when, also(twin)))
  }

  unschedule(): Promise<void> {
    return this.#draft(revision => this.#api.unschedule(this.#editor.id, revision))
  }

  // What publishing the text would do to questions; none when there is something to mend first.
  async impact(): Promise<Impact | undefined> {
    await this.#saved()
    await this.#editor.keeper.catchUp()
    await this.#editor.preview()
    if (this.#editor.problems.peek().some(problem => problem.code !== 'twin_gone')) return undefined
    return this.#api.impact(this.#editor.id, this.#editor.source.peek(), this.#editor.without)
  }

  // The translation, where its draft can be published together with this one.
  async twin(): Promise<EntryDetail | undefined> {
    const { twin } = this.#entry()
    const entry = twin ? await this.#api.entry(twin) : undefined
    return entry?.draft && !entry.draft.publish_at && !entry.draft.behind ? entry : undefined
  }

  twinImpact(twin: EntryDetail): Promise<Impact> {
    const without = twin.draft?.replaces?.map(one => one.id) ?? []
    return this.#api.impact(twin.id, textOf(twin), without)
  }

  // Publishes the draft, with that of its translation if given: both, or none.
  async publish(twin?: EntryDetail): Promise<void> {
    await this.#saved()
    this.#took(await this.#api.publish(this.#editor.id, this.#revision(), also(twin)))
  }

  async discard(): Promise<void> {
    await this.#saved()
    const { draft } = await this.#api.discardDraft(this.#editor.id, this.#revision())
    const isNew = this.#entry().revision === 0
    if (isNew) this.#editor.gone.value = true
    else this.#took(await this.#api.entry(this.#editor.id))
    const back = async () => {
      const { source = '', base, replaces = [] } = draft
      await this.#api.saveDraft(this.#editor.id, { source, base, revision: 0, replaces })
      this.#editor.gone.value = false
      await this.#editor.load()
    }
    this.#editor.undo.value = { text: t('entry.discarded'), back }
  }

  async archive(redirect: string): Promise<void> {
    const { revision } = this.#entry()
    this.#took(await this.#api.archive(this.#editor.id, revision, redirect))
    this.#editor.undo.value = { text: t('archive.done'), back: () => this.#restore(revision) }
  }

  // Publishes again what the entry was before it was archived.
  async unarchive(): Promise<void> {
    const { revision } = this.#entry()
    const past = await this.#api.revisions(this.#editor.id)
    const last = past.find(one => one.kind !== 'archive' && one.revision <= revision)
    await this.#restore(last?.revision ?? revision)
  }

  // Publishing the draft no longer takes other entries out.
  replaceNothing(): Promise<void> {
    const { source = '', base = 0 } = this.#entry().draft ?? {}
    return this.#draft(revision => this.#api.saveDraft(this.#editor.id, { source, base, revision, replaces: [] }))
  }

  // An old revision comes back as a draft, to be looked at and published. The draft that was
  // there comes back on request.
  async restoreAsDraft(to: number): Promise<void> {
    await this.#saved()
    const { draft: before } = this.#entry()
    await this.#api.restoreDraft(this.#editor.id, to, before?.revision ?? 0)
    this.#took(await this.#api.entry(this.#editor.id))
    await this.#editor.preview()
    const back = async () => {
      if (!before) return this.discard()
      const { source = '', base, replaces = [] } = before
      await this.#draft(revision => this.#api.saveDraft(this.#editor.id, { source, base, revision, replaces }))
      await this.#editor.load()
    }
    this.#editor.undo.value = { text: t('history.restored', { n: to }), back }
  }

  // The entries of the merge that was published last are again what they were.
  async takeBackMerge({ restore }: MergeUndo): Promise<void> {
    await this.#saved()
    await this.#api.undoMerge(restore)
    this.#took(await this.#api.entry(this.#editor.id))
    await this.#editor.preview()
  }

  async #restore(to: number): Promise<void> {
    this.#took(await this.#api.restoreNow(this.#editor.id, to, this.#entry().revision))
    await this.#editor.preview()
  }

  async #draft(send: (revision: number) => Promise<SavedDraft>): Promise<void> {
    await this.#saved()
    const { draft, problems } = await send(this.#revision())
    this.#editor.keeper.took(draft)
    this.#editor.problems.value = problems
  }

  async #saved(): Promise<void> {
    if (await this.#editor.keeper.save()) return
    throw this.#editor.keeper.failure.peek() ?? new Failure('unsaved', '', '', 0)
  }

  #took(entry: EntryDetail): void {
    this.#editor.take(entry)
    this.#editor.keeper.accept(entry)
  }

  #entry(): EntryDetail {
    const entry = this.#editor.entry.peek()
    if (!entry) throw new Failure('unsaved', '', '', 0)
    return entry
  }

  #revision(): number {
    return this.#entry().draft?.revision ?? 0
  }
}
