// What came of the test questions when they were last asked, and what that changed since
// the time before, which this browser remembers.
import { signal } from '@preact/signals'
import type { Outcome } from '../../api/studio-types'
import type { Storage } from '../app/storage'
import type { Result, TestQuestion } from './api'

export interface Tried {
  revision: number // of the question that was asked
  right: boolean
  found: Outcome
  was?: boolean // right the time before
}

type Remembered = Record<string, [revision: number, right: boolean]>

const key = 'tests_run'

export class Run {
  readonly at = signal<Date | undefined>(undefined)
  readonly #tried = signal<Map<string, Tried>>(new Map())
  readonly #storage: Storage

  constructor(storage: Storage) {
    this.#storage = storage
  }

  // Takes what came of the questions as they were then.
  take(questions: TestQuestion[], results: Result[], at: Date): void {
    const before = this.#storage.read<Remembered>(key) ?? {}
    const tried = new Map<string, Tried>()
    const remembered: Remembered = {}
    for (const { id, right, found } of results) {
      const revision = questions.find(one => one.id === id)?.revision
      if (revision === undefined) continue
      const last = before[id]
      tried.set(id, { revision, right, found, ...(last?.[0] === revision && { was: last[1] }) })
      remembered[id] = [revision, right]
    }
    this.#tried.value = tried
    this.at.value = at
    this.#storage.write(key, remembered)
  }

  // Nothing of a question that was changed since.
  of({ id, revision }: TestQuestion): Tried | undefined {
    const tried = this.#tried.value.get(id)
    return tried?.revision === revision ? tried : undefined
  }
}
