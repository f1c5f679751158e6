import type { Client } from '../../api/client'
import type { Explanation } from '../../api/staff-types'
import type {
  CheckedLink,
  CheckedWording,
  Colleague,
  Diff,
  Draft,
  EntryDetail,
  EntryFields,
  EntrySummary,
  Impact,
  Merged,
  MergeUndo,
  MonthUse,
  Preview,
  Replaced,
  Revision,
  SavedDraft,
} from '../../api/studio-types'
import type { Lang, WidgetConfig } from '../../api/types'

export type LibraryApi = ReturnType<typeof libraryApi>

export function libraryApi(client: Client) {
  return {
    ...entriesOf(client),
    ...draftsOf(client),
    explain: (asked: { text: string; lang: Lang }) => client.post<Explanation>('/studio/explain', asked, { tries: 2 }),
    topics: async (lang: string) => {
      const { topics } = await client.get<WidgetConfig>(`/config?lang=${lang}`)
      return new Map(topics.map(topic => [topic.id, topic.name]))
    },
  }
}

const at = (id: string) => `/studio/entries/${encodeURIComponent(id)}`

// What is read of entries, and what only looks at a text.
function entriesOf(client: Client) {
  return {
    entries: () => client.get<EntrySummary[]>('/studio/entries'),
    entry: (id: string) => client.get<EntryDetail>(at(id)),
    revisions: (id: string) => client.get<Revision[]>(`${at(id)}/revisions`),
    diff: (id: string, from: number, to: number | 'draft') => client.get<Diff>(`${at(id)}/diff?from=${from}&to=${to}`),
    use: (id: string) => client.get<MonthUse[]>(`${at(id)}/use?months=12`),
    preview: (source: string, without: string[], signal?: AbortSignal) =>
      client.post<Preview>('/studio/preview', { source, without }, { ...(signal && { signal }), tries: 2 }),
    compose: (fields: EntryFields) => client.post<{ source: string }>('/studio/compose', fields, { tries: 2 }),
    compare: (before: string, after: string) => client.post<Diff>('/studio/diff', { before, after }, { tries: 2 }),
    merge: (base: string, mine: string, theirs: string) =>
      client.post<Merged>('/studio/merge', { base, mine, theirs }, { tries: 2 }),
    wordings: (id: string, source: string) =>
      client.post<CheckedWording[]>(`${at(id)}/wordings`, { source }, { timeoutMs: 60_000 }),
    impact: (id: string, source: string, without: string[]) =>
      client.post<Impact>(`${at(id)}/impact`, { source, without }, { timeoutMs: 60_000 }),
    links: (id: string) => client.post<CheckedLink[]>(`${at(id)}/links`, {}, { timeoutMs: 60_000 }),
  }
}

// What changes entries; each names the revision that was read.
function draftsOf(client: Client) {
  return {
    saveDraft: (id: string, draft: { source: string; base: number; revision: number; replaces?: Replaced[] }) =>
      client.put<SavedDraft>(`${at(id)}/draft`, draft),
    discardDraft: (id: string, revision: number) => client.delete<SavedDraft>(`${at(id)}/draft?revision=${revision}`),
    review: (id: string, body: { revision: number; state: 'review' | 'draft'; note?: string }) =>
      client.post<SavedDraft>(`${at(id)}/review`, body),
    publish: (id: string, revision: number, also: { id: string; revision: number }[]) =>
      client.post<EntryDetail>(`${at(id)}/publish`, { revision, with: also }),
    schedule: (id: string, revision: number, when: string, also: { id: string; revision: number }[]) =>
      client.put<SavedDraft>(`${at(id)}/schedule`, { revision, at: when, with: also }),
    unschedule: (id: string, revision: number) => client.delete<SavedDraft>(`${at(id)}/schedule?revision=${revision}`),
    archive: (id: string, revision: number, redirect: string) =>
      client.post<EntryDetail>(`${at(id)}/archive`, { revision, ...(redirect && { redirect_to: redirect }) }),
    restoreDraft: (id: string, to: number, draft: number) =>
      client.post<SavedDraft>(`${at(id)}/restore`, { to, draft }),
    restoreNow: (id: string, to: number, revision: number) =>
      client.post<EntryDetail>(`${at(id)}/restore`, { to, revision, publish: true }),
    undoMerge: (undo: MergeUndo['restore']): Promise<void> => client.post('/studio/merges/undo', { undo }),
    addPicture: (file: File) =>
      client.upload<{ name: string }>(`/studio/pictures?name=${encodeURIComponent(file.name)}`, file, {
        onProgress: () => {},
        signal: new AbortController().signal,
      }),
    here: (id: string) =>
      client.put<{ editing: Colleague[]; revision: number; draft: Draft | null }>(`${at(id)}/here`, {}),
    gone: (id: string) => client.delete(`${at(id)}/here`),
  }
}
