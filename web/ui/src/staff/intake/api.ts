import type { Client } from '../../api/client'
import type { Problem } from '../../api/studio-types'
import type { Lang } from '../../api/types'

export const fields = [
  'question',
  'answer',
  'alternates',
  'topic',
  'lang',
  'id',
  'owner',
  'question_it',
  'answer_it',
  'alternates_it',
  'question_en',
  'answer_en',
  'alternates_en',
] as const
export type Field = (typeof fields)[number] | ''

export interface Column {
  name: string
  field: Field
  sample: string
}

export interface Note {
  code: string
  text?: string
  blocks: boolean // the entry cannot be made until it is mended
  message: string // in the reader's language
}

export interface Proposal {
  place: string // the row, or the position on the page
  id: string
  topic: string // empty: to be chosen
  lang: Lang
  question: string
  alternates: string[]
  body: string
  html: string
  owner: string
  translation?: string
  notes: Note[]
  duplicate?: { id: string; question: string; how: 'id' | 'question' | 'like' }
}

export interface Found {
  kind: string
  columns: Column[]
  needs_columns: boolean
  proposals: Proposal[]
}

export interface Adopted {
  id: string
  made: boolean
  problems: Problem[]
}

export interface Folder {
  watched: boolean
  folder?: string
  read_at?: string
  failure?: string
  problems?: Problem[]
}

export interface Wish {
  columns: Field[]
}

export interface IntakeApi {
  read(file: File, wish: Wish, lang: Lang): Promise<Found>
  make(proposals: Proposal[]): Promise<Adopted[]>
  folder(): Promise<Folder>
}

export function intakeApi(client: Client): IntakeApi {
  return {
    read: (file, { columns }, lang) => {
      const query = new URLSearchParams({ name: file.name, lang })
      if (columns.length > 0) query.set('columns', columns.map(field => field || '-').join(','))
      const options = { onProgress: () => {}, signal: new AbortController().signal }
      return client.upload(`/studio/intake?${query}`, file, options)
    },
    make: async proposals => {
      const { entries } = await client.post<{ entries: Adopted[] }>('/studio/intake/entries', {
        entries: proposals.map(({ id, topic, lang, question, alternates, body, owner, translation }) => ({
          id,
          topic,
          lang,
          question,
          alternates,
          body,
          owner,
          ...(translation && { translation }),
        })),
      })
      return entries
    },
    folder: () => client.get('/studio/content'),
  }
}
