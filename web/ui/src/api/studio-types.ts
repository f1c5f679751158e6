// The studio's part of the API: entries, their drafts and revisions, under /studio.
import type { Lang } from './types'

export type EntryState = 'published' | 'changed' | 'draft' | 'review' | 'scheduled' | 'archived'

export type AlarmCode =
  | 'review_due'
  | 'expired'
  | 'old_year'
  | 'dead_link'
  | 'no_translation'
  | 'guide_changed'
  | 'guide_moved'
  | 'guide_gone'
  | 'low_help'

export interface Alarm {
  code: AlarmCode
  message: string
}

export interface Use {
  shown: number
  helped: number
  rejected: number
  handed_over: number
}

export interface MonthUse extends Use {
  month: string // 2026-10
}

export interface Draft {
  revision: number
  base: number // the revision of the entry that it was begun from; 0 of a new entry
  behind: boolean // the entry was changed since
  state: 'draft' | 'review'
  author: string // who changed it last
  changed_at: string
  publish_at?: string
  approved_by?: string
  note: string
  failure?: 'problems' | 'stale' // why it was not published when its time came
  question: string
  replaces?: Replaced[] // entries that go when it is published
  together?: string // on the schedule: the entry whose draft is published with it, or neither
  alarms: Alarm[] // guides that it cites as they no longer are
  source?: string // not in lists
}

// An entry that goes when a draft is published: its readers are led to the draft's entry.
export interface Replaced {
  id: string
  revision: number // that was read when that was decided
  question?: string // none where it is gone already
}

export interface EntrySummary {
  id: string
  topic: string
  lang: Lang
  question: string
  owner: string
  updated: string
  review_by: string
  valid_from?: string
  valid_to?: string
  twin?: string
  url: string
  revision: number // 0: never published
  state: EntryState
  published: boolean // students see it
  draft?: Draft
  archived_at?: string
  redirect_to?: string
  alarms: Alarm[] // of what students see
  use: Use // of this month and the two before
}

export interface Problem {
  file: string
  line: number
  code: string
  field: string // of the front matter; empty: the answer, or the whole text
  message: string
  params: string[]
}

export interface Hint {
  line: number
  code: string
  message: string
}

export interface Readability {
  formula: 'gulpease' | 'flesch'
  score: number // 0 to 100, higher is easier
  level: 'easy' | 'fair' | 'hard'
  sentences: number
  words: number
  hints: Hint[]
}

export interface CheckedLink {
  url: string
  line: number
  state: 'new' | 'ok' | 'moved' | 'dead' | 'unknown'
  status: number
  target?: string // where it moved to
  checked_at?: string
}

export interface Colleague {
  name: string
  seen_at: string
}

export interface EntryDetail extends EntrySummary {
  source: string // what students see, or saw of an archived entry; empty of a new one
  html: string
  problems: Problem[] // of the draft, or of what is published
  base_source?: string // of a draft that is behind: what it was begun from
  editing: Colleague[]
  readability?: Readability | null // null: the text cannot be read
  links: CheckedLink[]
}

export interface Titled {
  title: string
  url: string
}

export interface EntryFields {
  id: string
  topic: string
  lang: string
  question: string
  alternates: string[]
  translations: Record<string, string>
  audience: string[]
  level: string[]
  campus: string[]
  owner: string
  updated: string
  valid_from: string
  valid_to: string
  review_by: string
  sources: Titled[]
  body: string
}

export interface Preview {
  html: string
  question: string
  problems: Problem[]
  fields: EntryFields | null // null: the front matter cannot be read
  readability: Readability | null
}

export interface SavedDraft {
  draft: Draft
  problems: Problem[]
}

export interface Revision {
  revision: number
  kind: '' | 'edit' | 'import' | 'archive' | 'restore' | 'merge' | 'schedule' | 'twin'
  author: string
  at: string
  note: string
  undo?: MergeUndo // of the last, where it is a merge that nothing was built on
}

// What takes a merge back, and the entries that come back then.
export interface MergeUndo {
  restore: { id: string; to: number; revision: number }[]
  gone: Replaced[]
}

export interface Diff {
  added: number
  removed: number
  hunks: { from: number; to: number; lines: DiffLine[] }[]
}

export interface DiffLine {
  kind: 'same' | 'removed' | 'added'
  from?: number
  to?: number
  parts: { text: string; changed?: boolean }[]
}

export interface MergeChunk {
  from: 'base' | 'mine' | 'theirs' | 'both' | 'conflict'
  lines: string[]
  base?: string[]
  mine?: string[]
  theirs?: string[]
}

export interface Merged {
  clean: boolean
  source?: string // when clean
  chunks: MergeChunk[]
}

// What a question leads to.
export interface Outcome {
  kind: 'answer' | 'choices' | 'handoff'
  confidence: number
  shown: Shown[] // the answer, or the choices
  first?: Shown // of a handoff: what came closest
}

// An entry, or a page of a guide.
export interface Shown {
  entry?: string
  guide?: string
  page?: number
  question: string // of a page: the guide's title and the section
}

export interface ChangedQuestion {
  text: string
  lang: Lang
  from: 'test' | 'students'
  count: number // how many asked it
  test?: string
  expected?: string // of a test question: the entry, empty for none
  verdict: 'better' | 'worse' | 'changed'
  before: Outcome
  after: Outcome
}

// What publishing a text would do to questions.
export interface Impact {
  months: number
  known: number // distinct questions of students in these months
  replayed: number
  cut_short: boolean
  took_ms: number
  shown: number // questions that the entry answers then
  changes: number
  changed: ChangedQuestion[] // at most 200, the worst first
  tests: { total: number; right_before: number; right_after: number }
}

export interface CheckedWording {
  text: string
  right: boolean
  found: Outcome // by a matcher that knows the other wordings but not this one
}
