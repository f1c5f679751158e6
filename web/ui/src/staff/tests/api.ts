import type { Client } from '../../api/client'
import type { Outcome } from '../../api/studio-types'
import type { Lang } from '../../api/types'
import type { BookApi, Row } from '../book/book'

// A question of which the editors have said what should answer it.
export interface TestQuestion {
  id: string
  text: string
  lang: Lang
  entry: string // '': nothing should answer it
  revision: number
  changed_at: string
  changed_by: string
}

export interface Draft {
  text: string
  lang: Lang
  entry: string
}

// What came of a test question when it was asked.
export interface Result {
  id: string
  right: boolean
  found: Outcome
}

export type TestRow = Row<TestQuestion>

export interface TestsApi extends BookApi<TestQuestion, Draft> {
  run(): Promise<Result[]>
}

export const maxText = 300 // characters of a question
export const maxTests = 1000

export function testsApi(client: Client): TestsApi {
  const at = (id: string) => `/studio/tests/${encodeURIComponent(id)}`
  return {
    list: () => client.get('/studio/tests'),
    add: ({ text, lang, entry }) => client.post('/studio/tests', { text, lang, entry }),
    save: (id, { text, lang, entry }, revision) => client.put(at(id), { text, lang, entry, revision }),
    remove: (id, revision) => client.delete(`${at(id)}?revision=${revision}`),
    run: () => client.post('/studio/tests/run', {}, { timeoutMs: 60_000 }),
  }
}
