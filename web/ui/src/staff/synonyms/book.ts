// The groups on the page. Another editor may change or delete one at any time: the server
// then refuses, and what it has now is read so that one can choose.
import { signal } from '@preact/signals'
import type { Failure } from '../../api/client'
import type { Synonym } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import { failureOf } from '../app/session'
import type { SynonymsApi } from './api'

export interface Row {
  key: string // stays when a group comes back under another id
  group: Synonym
  deleted: boolean // here, by this editor: it can be restored
}

// What another editor did to a group: changed or deleted it.
export type Conflict = { kind: 'stale'; theirs: Synonym } | { kind: 'gone' }

export class Book {
  readonly rows = signal<Row[] | undefined>(undefined)
  readonly failure = signal<Failure | undefined>(undefined)
  readonly #api: SynonymsApi

  constructor(api: SynonymsApi) {
    this.#api = api
  }

  async load(): Promise<void> {
    this.failure.value = undefined
    try {
      const groups = await this.#api.list()
      this.rows.value = groups.map(group => ({ key: group.id, group, deleted: false }))
    } catch (error) {
      this.failure.value = failureOf(error)
    }
  }

  async add(lang: Lang, terms: string[]): Promise<void> {
    const group = await this.#api.add(lang, terms)
    this.rows.value = [...(this.rows.peek() ?? []), { key: group.id, group, deleted: false }]
  }

  // Saves the terms over the group that was read. A conflict leaves the row as it was.
  async save(row: Row, read: Synonym, terms: string[]): Promise<Conflict | undefined> {
    try {
      this.#put(row, await this.#api.save(read.id, terms, read.revision))
      return undefined
    } catch (error) {
      return this.#conflict(error, read.id)
    }
  }

  // A group that was deleted, by whomever, comes back as a new one in the same row.
  async addAgain(row: Row, terms: string[]): Promise<void> {
    this.#put(row, await this.#api.add(row.group.lang, terms))
  }

  async remove(row: Row): Promise<Conflict | undefined> {
    try {
      await this.#api.remove(row.group.id, row.group.revision)
      this.#change(row, { ...row, deleted: true })
      return undefined
    } catch (error) {
      const conflict = await this.#conflict(error, row.group.id)
      this.take(row, conflict)
      return conflict
    }
  }

  // Takes what the other editor did.
  take(row: Row, conflict: Conflict): void {
    if (conflict.kind === 'stale') this.#put(row, conflict.theirs)
    else this.rows.value = this.rows.peek()?.filter(one => one.key !== row.key)
  }

  #put(row: Row, group: Synonym): void {
    this.#change(row, { key: row.key, group, deleted: false })
  }

  #change(row: Row, next: Row): void {
    this.rows.value = this.rows.peek()?.map(one => (one.key === row.key ? next : one))
  }

  async #conflict(error: unknown, id: string): Promise<Conflict> {
    const { code } = failureOf(error)
    if (code !== 'stale' && code !== 'not_found') throw error
    const theirs = (await this.#api.list()).find(one => one.id === id)
    return theirs ? { kind: 'stale', theirs } : { kind: 'gone' }
  }
}
