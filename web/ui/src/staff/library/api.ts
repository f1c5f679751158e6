import type { Client } from '../../api/client'
import type { EntryDetail, EntrySummary, Explanation, Problem, Suggestion } from '../../api/staff-types'
import type { Lang, WidgetConfig } from '../../api/types'

export interface Preview {
  html: string
  problems: Problem[]
}

export interface LibraryApi {
  entries(): Promise<EntrySummary[]>
  entry(id: string): Promise<EntryDetail>
  save(id: string, source: string, revision: number): Promise<EntryDetail>
  preview(source: string, signal?: AbortSignal): Promise<Preview>
  suggestions(): Promise<Suggestion[]>
  decide(id: string, decision: { state: 'accepted' | 'declined'; entry?: string }): Promise<Suggestion>
  explain(asked: { text: string; lang: Lang }): Promise<Explanation>
  topics(lang: string): Promise<Map<string, string>>
}

export function libraryApi(client: Client): LibraryApi {
  const at = (id: string) => `/studio/entries/${encodeURIComponent(id)}`
  return {
    entries: () => client.get('/studio/entries'),
    entry: id => client.get(at(id)),
    save: (id, source, revision) => client.put(at(id), { source, revision }),
    preview: (source, signal) => client.post('/studio/preview', { source }, { ...(signal && { signal }), tries: 2 }),
    suggestions: () => client.get('/studio/suggestions?state=open'),
    decide: (id, decision) => client.post(`/studio/suggestions/${encodeURIComponent(id)}`, decision),
    explain: asked => client.post('/studio/explain', asked, { tries: 2 }),
    topics: async lang => {
      const { topics } = await client.get<WidgetConfig>(`/config?lang=${lang}`)
      return new Map(topics.map(topic => [topic.id, topic.name]))
    },
  }
}
