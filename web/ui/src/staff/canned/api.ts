import type { Client } from '../../api/client'
import type { Canned } from '../../api/staff-types'
import type { BookApi, Row } from '../book/book'

export type Draft = Pick<Canned, 'queue' | 'lang' | 'name' | 'text'>
export type CannedRow = Row<Canned>

export function cannedApi(client: Client): BookApi<Canned, Draft> {
  const at = (id: string) => `/canned/${encodeURIComponent(id)}`
  return {
    list: () => client.get('/canned'),
    add: draft => client.post('/canned', draftOf(draft)),
    save: (id, draft, revision) => client.put(at(id), { ...draftOf(draft), revision }),
    remove: (id, revision) => client.delete(`${at(id)}?revision=${revision}`),
  }
}

export const draftOf = ({ queue, lang, name, text }: Draft): Draft => ({ queue, lang, name, text })
