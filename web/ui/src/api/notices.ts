// Notices: what the widget shows before anything else, and what editors keep.
import type { Client } from './client'
import type { Lang } from './types'

export type NoticeKind = 'deadline' | 'disruption' | 'info'

// GET /notices?entry_point=&lang= -> ShownNotices
export interface ShownNotice {
  id: string
  revision: number
  kind: NoticeKind
  lang: Lang // of its words: the other one where there are none in the reader's
  title: string
  html: string // sanitized by the server
  topics: string[] // their names; none: for all
  until: string
}

export interface ShownNotices {
  notices: ShownNotice[]
  next: number // seconds after which to ask again
  subscribe: string // where one asks for them by e-mail; empty where none is sent
}

export interface NoticeWords {
  title: string
  text: string // Markdown
  sms?: string // what an SMS says; without it, the title
}

export type NoticeTexts = Partial<Record<Lang, NoticeWords>>

export interface Mailing {
  state: 'running' | 'stopped' | 'done'
  counted: boolean // all who asked for it are counted in
  left: number
  sent: number
  failed: number
  unsure: number
  started_at: string
  started_by: string
}

// What an editor writes of a notice.
export interface NoticeDraft {
  kind: NoticeKind
  texts: NoticeTexts
  topics: string[]
  entry_points: string[]
  from: string
  until: string
}

export interface KeptNotice extends NoticeDraft {
  id: string
  state: 'planned' | 'shown' | 'over' | 'withdrawn'
  revision: number
  changed_at: string
  changed_by: string
  mailing?: Mailing // by e-mail
  sms?: Mailing
}

export interface NoticeList {
  notices: KeptNotice[]
  mail: boolean // they can be sent by e-mail
  subscribers: number
  sms?: { subscribers: number; max_recipients: number } // they can be sent by SMS
}

export type Channel = 'mail' | 'sms'

// An SMS as it would go out, to a reader of a language.
export interface NoticeSMS {
  text: string
  encoding: 'gsm-7' | 'ucs-2'
  length: number // as the encoding counts
  segments: number // each of which is paid for
}

// The HTML of the texts and, where any are sent, the SMS.
export type NoticePreview = Partial<Record<Lang, string>> & { sms?: Partial<Record<Lang, NoticeSMS>> }

export type MailingDeed = 'send' | 'stop' | 'resume' | 'send_unsure'

export class NoticesApi {
  constructor(readonly client: Client) {}

  list(): Promise<NoticeList> {
    return this.client.get('/studio/notices')
  }

  // Adds a notice, or writes over the one that was read.
  keep(draft: NoticeDraft, read?: KeptNotice): Promise<KeptNotice> {
    const { kind, texts, topics, entry_points, from, until } = draft
    const body = { kind, texts, topics, entry_points, from, until }
    if (!read) return this.client.post('/studio/notices', body)
    return this.client.put(path(read.id), { ...body, revision: read.revision })
  }

  withdraw({ id, revision }: KeptNotice): Promise<KeptNotice> {
    return this.client.post(`${path(id)}/withdraw`, { revision })
  }

  restore({ id, revision }: KeptNotice): Promise<KeptNotice> {
    return this.client.post(`${path(id)}/restore`, { revision })
  }

  mail({ id, revision }: KeptNotice, deed: MailingDeed, by: Channel): Promise<KeptNotice> {
    return this.client.post(`${path(id)}/mailing`, { do: deed, by, revision })
  }

  preview(texts: NoticeTexts, signal: AbortSignal): Promise<NoticePreview> {
    return this.client.post('/studio/notice-preview', { texts }, { signal, tries: 2 })
  }
}

function path(id: string): string {
  return `/studio/notices/${encodeURIComponent(id)}`
}
