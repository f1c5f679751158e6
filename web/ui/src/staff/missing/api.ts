import type { Client } from '../../api/client'
import type { Suggestion } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import { type Look, params, type Reason } from './look'

export interface Near {
  entry: string
  question: string
  confidence: number
  rejected: number
  named: number
}

export interface Decision {
  id: string
  kind: 'dismissed' | 'draft' | 'wording'
  entry?: string
  question?: string
  reason: string
  author: string
  at: string
  returned: boolean
  returns_after: number
}

// Questions of one meaning that nothing answers.
export interface Gap {
  key: string
  question: string
  lang: Lang
  topic: string
  students: number
  minutes: number
  chats: number
  reasons: Partial<Record<Reason, number>>
  first_at: string
  last_at: string
  wordings: { key: string; text: string; students: number }[]
  distinct: number
  replies: { chat: string; text: string; at: string }[]
  nearest: Near[]
  answered?: string
  decision?: Decision
}

export interface Gaps {
  total: number
  students: number
  minutes: number
  all: boolean
  since?: string
  gaps: Gap[]
}

export interface Decided {
  entry: string
  decision: string
}

export type Settling =
  | { state: 'accepted'; entry?: string; text?: string }
  | { state: 'accepted'; new: true; text?: string }
  | { state: 'declined'; reason: string }
  | { state: 'open' }

export type MissingApi = ReturnType<typeof missingApi>

export function missingApi(client: Client) {
  const at = (key: string) => `/studio/missing/${encodeURIComponent(key)}`
  return {
    gaps: (look: Look, from: number) => client.get<Gaps>(`/studio/missing?${params(look, from)}`),
    gap: (key: string) => client.get<Gap>(at(key)),
    draft: (key: string, chat: string) => client.post<Decided>(`${at(key)}/draft`, { ...(chat && { chat }) }),
    word: (key: string, entry: string, wordings: string[]) =>
      client.post<Decided>(`${at(key)}/wordings`, { entry, wordings }),
    dismiss: (key: string, reason: string) => client.post<Decided>(`${at(key)}/dismiss`, { reason }),
    undo: (decision: string) => client.delete<void>(`/studio/missing-decisions/${encodeURIComponent(decision)}`),
    proposals: () => client.get<Suggestion[]>('/studio/suggestions?state=open'),
    settle: (id: string, settling: Settling) =>
      client.post<Suggestion>(`/studio/suggestions/${encodeURIComponent(id)}`, settling),
  }
}
