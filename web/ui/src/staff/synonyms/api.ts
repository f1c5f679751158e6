import type { Client } from '../../api/client'
import type { Synonym } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import type { BookApi, Row } from '../book/book'

export interface Draft {
  lang: Lang
  terms: string[]
}

export type SynonymRow = Row<Synonym>

export function synonymsApi(client: Client): BookApi<Synonym, Draft> {
  const at = (id: string) => `/studio/synonyms/${encodeURIComponent(id)}`
  return {
    list: () => client.get('/studio/synonyms'),
    add: ({ lang, terms }) => client.post('/studio/synonyms', { lang, terms }),
    save: (id, { terms }, revision) => client.put(at(id), { terms, revision }),
    remove: (id, revision) => client.delete(`${at(id)}?revision=${revision}`),
  }
}
