import type { Client } from '../../api/client'
import type { Diff, Impact, Problem, Use } from '../../api/studio-types'
import type { Lang } from '../../api/types'

export interface GuideFields {
  id: string
  title: string
  topic: string
  lang: Lang
  audience: string[]
  owner: string
  updated: string
  review_by: string
  source_url: string
}

export interface GuideSummary extends GuideFields {
  pages: number
  revision: number // of what students see; 0: it was taken out
  changed_at: string
  url: string
  review_due: boolean
  cited: number
  use: Use // of this month and the two before
  draft?: string
  restore?: number // of one that was taken out
}

export interface GuideDraft {
  id: string
  guide?: string // whose new version it is
  title: string
  name: string // of the file
  state: 'reading' | 'ready' | 'failed'
  failure?: string
  message?: string // what is wrong with the file and what to do, in the reader's language
  done: number
  total: number // 0: not known yet
  revision: number
  author: string
  changed_at: string
}

export interface Passage {
  page: number
  section: string
  text: string
}

export interface PassageChange {
  before?: Passage
  after?: Passage
  diff?: Diff // of one that was changed
}

export interface GuideChanges {
  added: number
  removed: number
  changed: number
  same: number
  moved: number
  list: PassageChange[]
}

// An entry that cites a guide.
export interface Citation {
  entry: string
  question: string
  lang: Lang
  published: boolean // what students see of it cites the page
  draft: boolean // its draft does
  page: number // 0: the whole
  now?: number
  change?: 'moved' | 'changed' | 'gone'
}

export interface GuideDraftDetail extends GuideDraft {
  fields: GuideFields | null // null until a new file has been read
  problems: Problem[]
  size: number
  warnings: string[]
  pages: { page: number; passages: number }[]
  current: number // the revision that students see; 0: none
  changes: GuideChanges | null
  cited: Citation[]
}

export interface GuideRevision {
  revision: number
  title: string
  pages: number
  size: number
  author: string
  at: string
  kind: '' | 'edit' | 'import' | 'archive' | 'restore'
  kept: boolean
}

export interface GuideDetail extends GuideSummary {
  warnings: string[]
  passages: number
  revisions: GuideRevision[]
  cited_by: Citation[]
}

export interface AllGuides {
  guides: GuideSummary[]
  drafts: GuideDraft[]
}

// Whose file an upload is: of a new guide, of a guide's new version, or of a draft.
export interface UploadOf {
  guide?: string
  draft?: GuideDraft
}

export type GuidesApi = ReturnType<typeof guidesApi>

export const maxGuideBytes = 50 * 2 ** 20 // as the server's
const uploadMs = 600_000 // as long as the server waits
const draftAt = (id: string) => `/studio/guide-drafts/${encodeURIComponent(id)}`
const guideAt = (id: string) => `/studio/guides/${encodeURIComponent(id)}`

export function guidesApi(client: Client) {
  return {
    all: () => client.get<AllGuides>('/studio/guides'),
    guide: (id: string) => client.get<GuideDetail>(guideAt(id)),
    edit: (id: string) => client.post<GuideDraft>(`${guideAt(id)}/draft`, {}),
    archive: (id: string, revision: number) => client.post<GuideDetail>(`${guideAt(id)}/archive`, { revision }),
    restore: (id: string, to: number, revision: number) =>
      client.post<GuideDetail>(`${guideAt(id)}/restore`, { to, revision }),
    upload: (file: File, { guide, draft }: UploadOf, onProgress: (share: number) => void, signal: AbortSignal) => {
      const query = new URLSearchParams({ name: file.name })
      if (guide) query.set('guide', guide)
      if (draft) {
        query.set('draft', draft.id)
        query.set('revision', String(draft.revision))
      }
      const options = { onProgress, signal, timeoutMs: uploadMs }
      return client.upload<GuideDraft>(`/studio/guide-uploads?${query}`, file, options)
    },
    draft: (id: string) => client.get<GuideDraftDetail>(draftAt(id)),
    page: (id: string, page: number) =>
      client.get<{ unread: boolean; passages: Passage[] }>(`${draftAt(id)}/pages/${page}`),
    save: (id: string, revision: number, fields: GuideFields) =>
      client.put<GuideDraftDetail>(draftAt(id), { revision, fields }),
    discard: (id: string, revision: number) => client.delete(`${draftAt(id)}?revision=${revision}`),
    unDiscard: (id: string) => client.post<GuideDraft>(`${draftAt(id)}/restore`, {}),
    impact: (id: string) => client.post<Impact>(`${draftAt(id)}/impact`, {}, { timeoutMs: 60_000 }),
    publish: (id: string, revision: number, current: number) =>
      client.post<GuideDetail>(`${draftAt(id)}/publish`, { revision, current }),
  }
}

// The picture of a page of a draft.
export const pictureOf = (id: string, page: number) => `/api/v1${draftAt(id)}/pictures/${page}.png`
