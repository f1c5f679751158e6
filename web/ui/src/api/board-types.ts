// What the JSON API says to supervisors about how the office stands.
import type { DeskState } from './staff-types'
import type { Standing, Wait } from './types'

// GET  /board -> Board, at most a second old (supervisor)
// GET  /board/operators/{id}/chats -> ChatSummary[]
// GET  /desk/waiting?queue= -> WaitingChat[], of any queue for a supervisor
// POST /board/chats/{id}/move {queue} or {operator} -> 204; 409 "taken", "at_capacity", "absent"
// POST /board/chats/{id}/take-away -> 204
// POST /board/chats/{id}/take-back {operator} -> 204, undoes that it was given; 409 "not_yours"
// PUT  /board/operators/{id}/state {state} -> 204; /capacity {capacity} -> 204

export type Doubt = 'no_staff' | 'closes' | 'few_chats' | 'missed' | 'wide'

export interface BoardQueue extends Standing {
  id: string
  name: string
  staffed: boolean // somebody takes its chats, of the queue or of one that helps out
  wait: Wait | null // of who joins now
  doubt?: Doubt // why there is none
  full: boolean // nobody is let into the line
  waiting: number
  since?: string // since when the first in line waits
  engaged: number
  present: number // operators of the queue who take chats
  free: number // their free slots
  tickets: number
  urgent: number // open chats and tickets with words of distress
  escalated: number // that wait for the second level
  max_wait: number // minutes
  goal: number // seconds
  answered: number // today
  in_time: number // of them within the goal
  abandoned: number // today, in line
}

export interface BoardOperator {
  id: string
  name: string
  level: number
  state: DeskState
  state_at?: string
  state_by?: string // the supervisor who put them there
  here: boolean // a sign of life lately
  seen_at?: string
  engaged: number
  urgent: number // of their chats and tickets
  capacity: number
  queues: string[]
}

export interface Board {
  at: string
  queues: BoardQueue[]
  operators: BoardOperator[]
}
