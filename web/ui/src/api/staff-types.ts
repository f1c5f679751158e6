// What the JSON API under /api/v1 says to staff and takes from them; types.ts has the rest.

import type { ChatEvent, Helpline, Lang, Source, Standing, Wait, Ways } from './types'

// POST /session {login, password} -> Me (sets the cookie); DELETE /session -> 204
// GET  /session -> Me, 401 when signed out
// Writes by a browser carry the header X-CSRF-Token: Me.csrf.
// GET  /desk/overview -> Overview
// PUT  /desk/state {state} -> Overview
// GET  /desk/waiting?queue= -> WaitingChat[]
// POST /desk/claim-next {queue?} -> ChatDetail, 204 when nothing waits
// POST /desk/chats/{id}/claim -> ChatDetail; 409 "taken"; 409 "at_capacity"
// GET  /desk/chats?state=engaged|closed -> ChatSummary[] (one's own)
// GET  /desk/chats/{id} -> ChatDetail
// GET  /desk/chats/{id}/turns/{n}/explain -> Explanation
// POST /desk/chats/{id}/messages {client_id, text, attachment?} -> {seq}
// POST /desk/chats/{id}/attachments?client_id=&name= (the file's bytes) -> Attachment; GET .../{id}[?preview=1]
// GET  /desk/chats/{id}/transcript?lang= -> a page of HTML to keep
// POST /desk/chats/{id}/notes {client_id, text} -> {seq}
// POST /desk/chats/{id}/transfer {queue, note} -> 204
// POST /desk/chats/{id}/return {} -> 204 (back to the head of its queue)
// POST /desk/chats/{id}/escalate {queue?, reason} -> 204 (to the second level)
// POST /desk/chats/{id}/send-back {note} -> 204 (to the first level again)
// POST /desk/chats/{id}/seen {seq} -> 204
// POST /desk/chats/{id}/close {outcome, entry, note} -> 204
// GET  /desk/chats/{id}/canned -> FilledCanned[] (those in the chat's language first)
// GET  /desk/suggest?q=&lang= -> SuggestedEntry[] (the same matcher as the student's)
// GET  /desk/live?after=N (WebSocket: DeskFrame); /desk/events?after=N[&wait=25] -> ChatEvent[] (long poll)
// GET  /studio/synonyms -> Synonym[]; POST {lang, terms} -> Synonym; 422 with the problems in the message
// PUT  /studio/synonyms/{id} {terms, revision} -> Synonym; DELETE ?revision= -> 204; 409 "stale", 404 gone
// GET  /studio/suggestions?state=open -> Suggestion[]
// POST /studio/suggestions/{id} {state: open|accepted|declined, entry?, text?, new?, topic?, reason?} -> Suggestion
// GET  /desk/proposals -> Suggestion[] (one's own)
// GET  /studio/conversations/{id}/turns/{n}/explain -> Explanation (editor, supervisor)
// POST /studio/explain {text, lang, topic?} -> Explanation, of a question only tried
// GET  /canned -> Canned[]; POST {queue, lang, name, text} -> Canned (editor, supervisor, administrator)
// PUT  /canned/{id} {..., revision} -> Canned; DELETE ?revision= -> 204; 409 "stale" or "name_taken", 404 gone
// GET  /admin/users -> User[]; POST /admin/users; PUT /admin/users/{id} (administrator)

export type Role = 'operator' | 'editor' | 'reviewer' | 'supervisor' | 'administrator'

export interface Me {
  id: string
  login: string
  name: string
  roles: Role[]
  lang: Lang
  csrf: string
}

export interface QueueSummary extends Standing {
  id: string
  name: string
  waiting: number
  wait?: Wait | null // of a student who joins now
  oldest?: string // since when the first in line waits
  mine: boolean // one of this operator's
}

// Finishing: paused by itself once the last chat is over.
export type DeskState = 'available' | 'paused' | 'finishing' | 'away'

export interface OperatorState {
  state: DeskState
  since: string
  by?: string // the supervisor who decided so
  level: number
  capacity: number
  engaged: number
  languages: Lang[] // none: all
}

export interface Overview {
  operator?: OperatorState // none for a supervisor without a desk
  queues: QueueSummary[]
  chats: ChatSummary[] // one's own, open
  seq: number // follow /desk/live from here
}

export interface WaitingChat {
  id: string
  queue: string
  queue_name: string
  channel: 'chat' | 'ticket'
  lang: Lang
  subject: string
  student: string
  queued_at: string
  level: number // of the operators who may have it
  escalated: boolean // by the first level: it may be sent back
  gone?: boolean // the student is not there: it keeps its place
  urgent?: boolean // words of distress were said: it goes before all others
}

export interface ChatSummary extends WaitingChat {
  state: 'waiting' | 'engaged' | 'closed'
  claimed_at?: string
  last_text?: string
  last_file?: string // the name of its attachment
  last_author?: ChatEvent['author']
  last_at?: string
  last_seq: number
}

export interface ChatContext {
  entry_point: string
  page: string
  lang: Lang
  identity: { name?: string; email?: string; matricola?: string; verified: boolean }
  turns: ContextTurn[]
  earlier: { chat: string; subject: string; closed_at: string; outcome: string }[]
}

export interface ContextTurn {
  n: number
  text: string
  understood?: string // what was matched, where that is not the text
  intent?: 'person' | 'urgent' | 'greeting' | 'thanks' // of words that ask nothing the library answers
  kind: 'answer' | 'choices' | 'handoff'
  confidence: number
  shown: { type: 'entry' | 'guide'; id: string; question: string; page?: number; confidence: number }[]
  helped: '' | 'yes' | 'no'
  at: string
}

// Why a question was answered as it was.
export interface Explanation {
  question: string
  turn?: number // none when only tried
  kind: 'answer' | 'choices' | 'handoff'
  reason?: Ways['reason']
  decided: Decided | null // null of turns from before it was kept
  candidates: ExplainedCandidate[] // best first
}

export interface Decided {
  decision: 'answer' | 'choices' | 'handoff'
  confidence: number
  answer_at: number // from this confidence on the first candidate is the answer
  choices_at: number // from this confidence together choices are offered
  choices: number // how many were worth offering
  lang: string // of the question, as far as it shows
  intent?: string
  found: number
  calibration: { shift: number; slope: number }
}

export interface ExplainedCandidate {
  id: string
  type: 'entry' | 'guide'
  question: string
  topic: string
  page?: number
  quote?: string
  confidence: number
  model?: number // before what students taught
  score?: number
  features: Feature[] // what spoke for it; nothing of what was nothing
}

export interface Feature {
  name: string // the matcher's
  group: 'words' | 'text' | 'taught' | 'around' | 'compare'
  label: string // in the reader's language
  value: number // 0 to 1
}

export interface ChatDetail extends ChatSummary {
  operator?: string // name of who has it
  mine: boolean
  context: ChatContext
  events: ChatEvent[] // messages, notes and what happened
  messages: ChatEvent[] // the messages among them
  outcome?: Outcome
  note?: string
  helplines?: Helpline[] // where it is urgent, in the language of the chat
}

// How a chat ended. "answered_by_entry" names the entry that would have answered;
// "missing_entry" says that none does. Both become a suggestion to the editors.
export type Outcome = 'answered_by_entry' | 'missing_entry' | 'resolved' | 'not_resolved' | 'abandoned'

export interface SuggestedEntry {
  entry: string
  question: string
  text: string // to insert
  html: string
  confidence: number
  source: Source
}

export type DeskFrame =
  | ChatEvent // of the chats one has
  | { kind: 'queues'; queues: QueueSummary[] } // the lines have changed
  | { kind: 'typing'; author: 'student'; chat: string }
  | { kind: 'ping' } // as in LiveFrame

// A text that operators insert by its name; variables stand in braces.
export interface Canned {
  id: string
  queue: string // empty: for all queues
  lang: Lang
  name: string
  text: string
  revision: number
  changed_at: string
  changed_by: string
}

// The same with the values of one chat in it.
export interface FilledCanned {
  id: string
  lang: Lang
  name: string
  text: string
  queue: boolean // the queue's own
}

// Terms for the same matter.
export interface Synonym {
  id: string
  lang: Lang
  terms: string[]
  revision: number
  changed_at: string
  changed_by: string
}

export interface Suggestion {
  id: string
  kind: 'alternate' | 'entry'
  entry?: string
  entry_question?: string
  topic: string
  lang: Lang
  text: string
  note: string
  reply: string // what the operator wrote in the chat; in the editors' list alone
  author: string
  state: 'open' | 'accepted' | 'declined'
  created_at: string
  reason: string // why it was declined
  settled_by: string
  settled_at?: string
  published: boolean // students see the entry
}

export interface User {
  id: string
  login: string
  name: string
  roles: Role[]
  lang: Lang
  disabled: boolean
  operator?: { level: number; capacity: number; queues: string[]; languages: Lang[] } // no languages: all
}
