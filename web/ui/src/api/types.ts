// What the JSON API under /api/v1 says and takes. The Go server is the truth; its
// test holds the OpenAPI document against it.
// Times are ISO 8601 in UTC. Errors are always {"error": ApiError} with a 4xx or 5xx.

export type Lang = 'it' | 'en'

export interface ApiError {
  code: string // stable: "not_found", "too_long", "taken", "rate_limited", "signed_out", ...
  message: string // in the reader's language, says what to do
  id: string // short; also in the server's log
}

// --- Student ---------------------------------------------------------------------
// POST /conversations NewConversation -> 201 Conversation (with token)
// GET  /conversations/{id} (Bearer) -> ConversationState: all there is, to resume
// POST /conversations/{id}/turns {text, client_id?} -> Reply
// POST /conversations/{id}/turns/{n}/choose {entry} -> Reply (entry "" = none of these)
// POST /conversations/{id}/turns/{n}/alone {} -> Reply (a follow-up taken by itself)
// POST /conversations/{id}/turns/{n}/feedback {helped} -> Reply (the next best, or the ways to a person)
// GET  /conversations/{id}/ways?queue= -> Ways (to a person, at any time; of the conversation's topic, or of a queue)
// POST /conversations/{id}/handoff {channel, queue, name?, email?} -> HandoffState
//      (409 no_room: the line is full)
// POST /conversations/{id}/callback {queue} -> Callback; GET -> Callback; DELETE -> 204
// GET  /conversations/{id}/appointments?queue= -> FreeAppointments
// POST /conversations/{id}/appointments {queue, starts_at, name?, turn?} -> Appointment; DELETE -> 204
// POST /conversations/{id}/messages {client_id, text, attachment?} -> {seq}
// POST /conversations/{id}/attachments?client_id=&name= (the file's bytes) -> Attachment, for a message to name
// GET  /conversations/{id}/attachments/{id}[?preview=1] -> the file
// GET  /conversations/{id}/transcript?lang= -> a page of HTML to keep
// POST /conversations/{id}/rating {chat, stars, comment?} -> Rating (once it is over; again to change it)
// POST /conversations/{id}/leave {} -> 204 (gives up waiting or ends the chat)
// POST /conversations/{id}/seen {seq} -> 204 (what the student's screen has shown)
// GET  /conversations/{id}/events?after=N[&wait=25] -> ChatEvent[] (long poll)
// GET  /conversations/{id}/live?after=N&token=... (WebSocket; see LiveFrame)
// GET  /config?entry_point=... -> WidgetConfig

export interface WidgetConfig {
  name: string // the university's
  languages: Lang[]
  max_text: number // characters a question or message may have
  topics: { id: string; name: string; about: string }[] // in the language of ?lang=
  popular: { entry: string; question: string }[]
}

export interface NewConversation {
  lang: Lang
  entry_point?: string
  page?: string
  audience?: string[] // whom the page is for
}

export interface Conversation {
  id: string
  token: string
  lang: Lang
}

export interface Source {
  type: 'entry' | 'guide'
  id: string
  title: string
  owner: string
  updated: string // YYYY-MM-DD
  url: string // the public page of the entry, or the PDF opened at the page
  links?: { title: string; url: string }[] // an entry's own sources
  // of a guide only
  section?: string
  page?: number
  quote?: string
  image_url?: string // the page's picture, PNG
  image_size?: { width: number; height: number }
  highlight?: Box[] // the quoted lines on that picture
}

export interface Box {
  // fractions of the page, from its top left
  x: number
  y: number
  w: number
  h: number
}

export interface Answer {
  html: string // sanitized
  text: string
  question: string
  lang: Lang // of the text; may differ from the student's when there is no twin
  source: Source
}

export interface Choice {
  entry: string
  question: string
}

export interface Reply {
  turn: number
  kind: 'answer' | 'choices' | 'handoff'
  confidence: number // 0 to 1
  intent?: 'person' | 'urgent' | 'greeting' | 'thanks' // of words that ask nothing the entries answer
  answer?: Answer
  choices?: Choice[]
  handoff?: Ways // with kind "handoff"; the ways to a person
  question?: string // that this replies to, where the message had several
  part?: { n: number; of: number; said?: string; left?: number } // said: the whole message; left: questions not taken up
  understood?: { text: string; how: 'follow_up' | 'part' | 'alone' } // what was matched in place of the text
  ask?: Ask
  helplines?: Helpline[] // for words of distress, before anything else
  more?: Reply[] // to the other questions of the message
}

// The question that tells the choices apart. An answer to it is a choice.
export interface Ask {
  field: 'level' | 'campus' | 'audience'
  text: string
  options: { label: string; values: string[]; entry: string }[]
}

export interface Helpline {
  name: string
  phone?: string
  url?: string
  hours: string
  about: string
}

// From now on; it holds 8 times in 10. Null where that can't be said.
export interface Wait {
  from_s: number
  to_s: number
}

// A place in the waiting room before a line that is full.
export interface Callback {
  queue: string
  queue_name: string
  state: 'waiting' | 'offered' | 'joined' | 'lapsed' | 'cancelled'
  position?: number // among those who wait to be called, from 1
  held_until?: string // with "offered"
  retry_after_s: number // when to ask again
}

export interface Appointment {
  id: string
  queue: string
  queue_name: string
  starts_at: string
  ends_at: string
  zone: string // whose clock the office goes by
  student?: string // for staff
  subject?: string // for staff
  withdrawn?: boolean // by the office: there until the student gives it back or books another
  reason?: string // why it was withdrawn
}

export interface FreeAppointments {
  queue: string
  queue_name: string
  zone: string
  times: { starts_at: string; ends_at: string }[]
}

// Whether a queue is open, and until when.
export interface Standing {
  open: boolean
  opens_at?: string // when closed
  closes_at?: string // when open
  zone: string // the office's: times are said by its clock
  why?: ClosedFor
}

// The ways to a person for one queue.
export interface Ways extends Standing {
  queue: string
  queue_name: string
  guess?: boolean // nothing said so far tells the queue
  reason: 'no_answer' | 'asked' | 'rejected'
  channels: ('chat' | 'ticket')[] // chat only while the queue is open and staffed
  waiting: number // people in line now
  wait?: Wait | null // of who joins now
  max_wait?: number // minutes that are promised at most
  full?: boolean // who joins now would wait longer: nobody is let into the line
  bookable?: boolean // there are appointments
  phone?: string
  email?: string
  counter?: string
}

// Why a queue is closed, or opens later, for something else than its usual hours.
export interface ClosedFor {
  reason: 'holiday' | 'exception' | 'hand'
  text?: string // the holiday's name, or what the office says
}

export interface HandoffState {
  chat: string
  channel: 'chat' | 'ticket'
  state: 'waiting' | 'engaged' | 'closed'
  queue: string
  queue_name: string
  position?: number // from 1, while waiting
  wait?: Wait | null // while waiting
  closes_at?: string // of a chat that waits, when that is soon
  zone: string
  operator?: string // the name to show
  after: number // follow events from here
  link?: string // the private link to come back by
  may_resume?: boolean // closed for silence: who joins again goes to the head of the line, once
  rateable?: boolean // it is over, and the student may rate it
  rating?: Rating
}

// What the student thought of a chat.
export interface Rating {
  stars: number // 1 to 5
  comment: string
}

export interface TurnState extends Reply {
  text: string
  follows?: number // the turn whose reply did not serve; text is that turn's again
  helped: '' | 'yes' | 'no'
  at: string
}

export interface ConversationState {
  id: string
  lang: Lang
  turns: TurnState[]
  handoff?: HandoffState // the open one, or the last
  callback?: Callback
  appointment?: Appointment
  events: ChatEvent[] // all so far
  link: string
}

// --- Events ----------------------------------------------------------------------
// Everything that happens in a chat, ordered by seq, which grows over the whole desk
// (numbers between belong to others). Show what has a larger seq than the last one
// seen; a message of one's own comes back with its client_id.

// A file of the conversation: a PDF as it came, or a picture drawn anew.
export interface Attachment {
  id: string
  name: string
  type: string // application/pdf, image/jpeg, image/png
  size: number // bytes
  width?: number // pixels, of a picture
  height?: number
}

export interface ChatEvent {
  seq: number
  chat: string
  conversation: string
  kind:
    | 'queued'
    | 'claimed' // by the system: given out by it
    | 'message'
    | 'note'
    | 'transferred'
    | 'returned' // by the system: the operator was disconnected
    | 'escalated' // to the second level
    | 'sent_back' // to the first level
    | 'moved' // by a supervisor
    | 'asked' // whether the student is still there
    | 'closed'
    | 'left'
    | 'seen'
    | 'closing' // the chat is about to close, to who waits
    | 'urgent' // after words of distress that nobody read at once: whom to call
    | 'distress' // after such words to the operator, who alone is told
  author: 'student' | 'operator' | 'system' | 'supervisor'
  name?: string // of the operator
  client_id?: string
  text?: string
  data?: {
    queue?: string
    queue_name?: string
    outcome?: string
    by?: string // the supervisor's name; not for the student
    channel?: string // of "queued"; by the system: the chat has closed and goes on as a ticket
    at?: string // of "closing": when the chat closes; of that "queued": when it opens again
    ahead?: number // of "closing": people ahead in line
    attachment?: Attachment // of a message
    seq?: number // of "seen": the last event the other side's screen has shown
  }
  helplines?: Helpline[] // of "urgent"
  at: string
}

// What comes over a student's WebSocket: events, and frames without a seq.
export type LiveFrame =
  | ChatEvent
  | { kind: 'typing'; author: 'operator' | 'student'; chat: string }
  | { kind: 'place'; position: number; chat: string; wait?: Wait | null }
  | { kind: 'hours'; queue: string; open: boolean; opens_at: string } // a queue has opened or closed
  | { kind: 'ping' } // every 20 s, so that a dead connection is noticed
// What may be sent over it: {"kind":"typing"} and, at the desk, {"kind":"typing","chat":...}
