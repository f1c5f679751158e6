// The notices as this page knows them. Another editor may change one at any time: the server
// then refuses, and what it has now is read so that one can choose.
import { signal } from '@preact/signals'
import type { Failure } from '../../api/client'
import type { Channel, KeptNotice, MailingDeed, NoticeDraft, NoticeList, NoticesApi } from '../../api/notices'
import { failureOf } from '../app/session'

export class Notices {
  readonly all = signal<NoticeList | undefined>(undefined)
  moved = '' // the notice whose row takes the focus in its new place
  readonly failure = signal<Failure | undefined>(undefined)

  readonly #held = new Map<string, KeptNotice['state']>()

  constructor(readonly api: NoticesApi) {}

  // Under which heading a notice stands: while it is being edited it does not move, whatever
  // becomes of it meanwhile.
  groupOf({ id, state }: KeptNotice): KeptNotice['state'] {
    return this.#held.get(id) ?? state
  }

  hold(notice: KeptNotice, held: boolean): void {
    if (held) this.#held.set(notice.id, notice.state)
    else this.#held.delete(notice.id)
  }

  async load(): Promise<void> {
    try {
      this.all.value = await this.api.list()
      this.failure.value = undefined
    } catch (error) {
      this.failure.value = failureOf(error)
    }
  }

  async add(draft: NoticeDraft): Promise<KeptNotice> {
    const kept = await this.api.keep(draft)
    const all = this.all.peek()
    if (all) this.all.value = { ...all, notices: [kept, ...all.notices] }
    return kept
  }

  // Writes over the notice that was read. Returns what another has made of it instead.
  save(read: KeptNotice, draft: NoticeDraft): Promise<KeptNotice | undefined> {
    return this.#unlessStale(read, () => this.api.keep(draft, read))
  }

  withdraw(read: KeptNotice): Promise<KeptNotice | undefined> {
    return this.#unlessStale(read, () => this.api.withdraw(read), true)
  }

  restore(read: KeptNotice): Promise<KeptNotice | undefined> {
    return this.#unlessStale(read, () => this.api.restore(read), true)
  }

  mail(read: KeptNotice, deed: MailingDeed, by: Channel): Promise<KeptNotice | undefined> {
    return this.#unlessStale(read, () => this.api.mail(read, deed, by))
  }

  // Takes the other's, after a conflict.
  take(theirs: KeptNotice): void {
    const all = this.all.peek()
    if (all) this.all.value = { ...all, notices: all.notices.map(one => (one.id === theirs.id ? theirs : one)) }
  }

  async #unlessStale(
    read: KeptNotice,
    write: () => Promise<KeptNotice>,
    moves = false,
  ): Promise<KeptNotice | undefined> {
    try {
      const kept = await write()
      if (moves) this.moved = read.id
      this.take(kept)
      return undefined
    } catch (error) {
      if (failureOf(error).code !== 'stale') throw error
      const theirs = (await this.api.list()).notices.find(one => one.id === read.id)
      if (!theirs) throw error
      return theirs
    }
  }
}
