import type { Client } from '../../api/client'
import type { Synonym } from '../../api/staff-types'
import type { Lang } from '../../api/types'

export interface SynonymsApi {
  list(): Promise<Synonym[]>
  add(lang: Lang, terms: string[]): Promise<Synonym>
  save(id: string, terms: string[], revision: number): Promise<Synonym>
  remove(id: string, revision: number): Promise<void>
}

export function synonymsApi(client: Client): SynonymsApi {
  const at = (id: string) => `/studio/synonyms/${encodeURIComponent(id)}`
  return {
    list: () => client.get('/studio/synonyms'),
    add: (lang, terms) => client.post('/studio/synonyms', { lang, terms }),
    save: (id, terms, revision) => client.put(at(id), { terms, revision }),
    remove: (id, revision) => client.delete(`${at(id)}?revision=${revision}`),
  }
}
