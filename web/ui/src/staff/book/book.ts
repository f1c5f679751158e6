// The items of a page on which several people write. Another may change or delete one at any
// time: the server then refuses, and what it has now is read so that one can choose.
import { signal } from '@preact/signals'
import type { Failure } from '../../api/client'
import type { Lang } from '../../api/types'
import { failureOf } from '../app/session'

export interface Kept {
  id: string
  lang: Lang
  revision: number
  changed_by: string
}

// What the server keeps as T is written as D.
export interface BookApi<T extends Kept, D> {
  list(): Promise<T[]>
  add(draft: D): Promise<T>
  save(id: string, draft: D, revision: number): Promise<T>
  remove(id: string, revision: number): Promise<void>
}

export interface Row<T extends Kept> {
  key: string // stays when an item comes back under another id
  item: T
  deleted: boolean // here, by this person: it can be restored
}

// What another did to an item: changed or deleted it.
export type Conflict<T extends Kept> = { kind: 'stale'; theirs: T } | { kind: 'gone' }

export class Book<T extends Kept, D> {
  readonly rows = signal<Row<T>[] | undefined>(undefined)
  readonly failure = signal<Failure | undefined>(undefined)
  readonly #api: BookApi<T, D>

  constructor(api: BookApi<T, D>) {
    this.#api = api
  }

  async load(): Promise<void> {
    this.failure.value = undefined
    try {
      const items = await this.#api.list()
      this.rows.value = items.map(item => ({ key: item.id, item, deleted: false }))
    } catch (error) {
      this.failure.value = failureOf(error)
    }
  }

  async add(draft: D): Promise<void> {
    const item = await this.#api.add(draft)
    this.rows.value = [...(this.rows.peek() ?? []), { key: item.id, item, deleted: false }]
  }

  // Saves over the item that was read. A conflict leaves the row as it was.
  async save(row: Row<T>, read: T, draft: D): Promise<Conflict<T> | undefined> {
    try {
      this.#put(row, await this.#api.save(read.id, draft, read.revision))
      return undefined
    } catch (error) {
      return this.#conflict(error, read.id)
    }
  }

  // An item that was deleted, by whomever, comes back as a new one in the same row.
  async addAgain(row: Row<T>, draft: D): Promise<void> {
    this.#put(row, await this.#api.add(draft))
  }

  async remove(row: Row<T>): Promise<Conflict<T> | undefined> {
    try {
      await this.#api.remove(row.item.id, row.item.revision)
      this.#change(row, { ...row, deleted: true })
      return undefined
    } catch (error) {
      const conflict = await this.#conflict(error, row.item.id)
      this.take(row, conflict)
      return conflict
    }
  }

  // Takes what the other did.
  take(row: Row<T>, conflict: Conflict<T>): void {
    if (conflict.kind === 'stale') this.#put(row, conflict.theirs)
    else this.rows.value = this.rows.peek()?.filter(one => one.key !== row.key)
  }

  #put(row: Row<T>, item: T): void {
    this.#change(row, { key: row.key, item, deleted: false })
  }

  #change(row: Row<T>, next: Row<T>): void {
    this.rows.value = this.rows.peek()?.map(one => (one.key === row.key ? next : one))
  }

  async #conflict(error: unknown, id: string): Promise<Conflict<T>> {
    const { code } = failureOf(error)
    if (code !== 'stale' && code !== 'not_found') throw error
    const theirs = (await this.#api.list()).find(one => one.id === id)
    return theirs ? { kind: 'stale', theirs } : { kind: 'gone' }
  }
}
