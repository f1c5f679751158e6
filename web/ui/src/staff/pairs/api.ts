import type { Client } from '../../api/client'
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

export interface Merge {
  id: string
  source: string
  revision: number
  added: number
  drop: string // empty where both stay
  left: string
  problems: { message: string }[]
}

export function pairsApi(client: Client) {
  return {
    list: (kind: PairKind, dismissed: boolean): Promise<{ total: number; pairs: Pair[] }> =>
      client.get(`/studio/pairs?kind=${kind}${dismissed ? '&dismissed=true' : ''}`),
    dismiss: ({ kind, a, b }: Pair, reason: string): Promise<void> =>
      client.post('/studio/pairs/dismissed', { kind, a: a.id, b: b.id, reason }),
    restore: ({ kind, a, b }: Pair): Promise<void> =>
      client.delete(`/studio/pairs/dismissed?${new URLSearchParams({ kind, a: a.id, b: b.id })}`),
    merge: (keep: string, drop: string): Promise<Merge> => client.post('/studio/merge-pairs', { keep, drop }),
  }
}
