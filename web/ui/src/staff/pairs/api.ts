import type { Client } from '../../api/client'
import type { Preview, Replaced } from '../../api/studio-types'
import type { Lang } from '../../api/types'

export type PairKind = 'duplicate' | 'contradiction' | 'translation'
export const kinds: readonly PairKind[] = ['duplicate', 'contradiction', 'translation']

export interface PairedEntry {
  id: string
  topic: string
  lang: Lang
  question: string
  alternates: string[]
  answer: string
  owner: string
  updated: string
  url: string
  revision: number
}

interface Said {
  text: string
  sentence: string
}

export interface Conflict {
  type: string
  a: Said
  b: Said
}

export interface Reason {
  kind: 'question' | 'alternates' | 'answer' | 'source' | 'facts' | 'between'
  words: string[]
}

// Two entries to look at.
export interface Pair {
  kind: PairKind
  score: number
  a: PairedEntry
  b: PairedEntry
  reasons: Reason[]
  conflicts: Conflict[]
  between: string[]
  dismissed?: { reason: string; author: string; at: string }
}

// The text of one entry for two.
export interface MergeText {
  id: string
  lang: Lang
  source: string
  base: number // the revision of the entry kept
  draft: number // that of its draft, from which the text comes; 0 where there is none
  added: number // wordings
  other: Replaced
  replaces: boolean // the other goes
  left: string // the other's answer
  problems: { message: string }[]
}

interface Merge {
  published: boolean
  undo: { id: string; to: number; revision: number }[]
  drafts: { id: string; revision: number }[]
}

export function pairsApi(client: Client) {
  return {
    list: (kind: PairKind, dismissed: boolean): Promise<{ total: number; pairs: Pair[] }> =>
      client.get(`/studio/pairs?kind=${kind}${dismissed ? '&dismissed=true' : ''}`),
    dismiss: ({ kind, a, b }: Pair, reason: string): Promise<void> =>
      client.post('/studio/pairs/dismissed', { kind, a: a.id, b: b.id, reason }),
    restore: ({ kind, a, b }: Pair): Promise<void> =>
      client.delete(`/studio/pairs/dismissed?${new URLSearchParams({ kind, a: a.id, b: b.id })}`),
    merge: (keep: string, drop: string): Promise<{ texts: MergeText[] }> =>
      client.post('/studio/merge-pairs', { keep, drop }),
    // The text with what is wrong with it now.
    check: async (text: MergeText): Promise<MergeText> => {
      const { problems } = await client.post<Preview>('/studio/preview', { source: text.source, without: gone(text) })
      return { ...text, problems }
    },
    apply: (texts: MergeText[], publish: boolean, note: string): Promise<Merge> =>
      client.post('/studio/merges', { publish, note, texts: texts.map(sent) }),
    undo: (undo: Merge['undo']): Promise<void> => client.post('/studio/merges/undo', { undo }),
    discard: async (drafts: Merge['drafts']): Promise<void> => {
      for (const { id, revision } of drafts)
        await client.delete(`/studio/entries/${encodeURIComponent(id)}/draft?revision=${revision}`)
    },
  }
}

// The entry that goes, where one does.
export const gone = ({ replaces, other }: MergeText): string[] => (replaces ? [other.id] : [])

const sent = ({ id, source, base, draft, replaces, other }: MergeText) => ({
  ...{ id, source, base, draft },
  ...(replaces && { replaces: { id: other.id, revision: other.revision } }),
})
