// What must not be overlooked: nobody serves a line, a promise is broken, an operator is gone.
import type { Board, BoardOperator, BoardQueue } from '../../api/board-types'
import type { Key } from '../i18n'

export function queueAlarm(queue: BoardQueue, now: number): Key | undefined {
  if (queue.waiting > 0 && !queue.staffed) return 'board.unstaffed'
  if (queue.since && now - Date.parse(queue.since) > queue.max_wait * 60_000) return 'board.too_long'
  if (queue.open && !queue.staffed) return 'board.nobody'
  return undefined
}

// Nobody there while nobody waits is worth a word, not a cry.
export function pressing(alarm: Key | undefined): boolean {
  return alarm === 'board.unstaffed' || alarm === 'board.too_long'
}

export function vanished({ here, state, engaged }: BoardOperator): boolean {
  return !here && (engaged > 0 || state === 'available' || state === 'finishing')
}

export function serviceLevel({ answered, in_time }: BoardQueue): number | undefined {
  return answered > 0 ? in_time / answered : undefined
}

// The alarms that press, each by a name that stays the same while it lasts; each urgent chat
// of a queue is one.
export function alarmsOf({ queues, operators }: Board, now: number): { id: string; name: string; what: Key }[] {
  const lines = queues.flatMap(queue => {
    const what = queueAlarm(queue, now)
    const cries = Array.from({ length: queue.urgent }, (_, i) => ({
      id: `${queue.id} urgent ${i}`,
      name: queue.name,
      what: 'board.distress' as const,
    }))
    return what && pressing(what) ? [...cries, { id: `${queue.id} ${what}`, name: queue.name, what }] : cries
  })
  const gone = operators.filter(one => vanished(one) && one.engaged > 0)
  return [...lines, ...gone.map(({ id, name }) => ({ id, name, what: 'board.vanished' as const }))]
}

// Those with words of distress first, those that need somebody, then the longest lines.
export function byNeed(queues: BoardQueue[], now: number): BoardQueue[] {
  const weight = (queue: BoardQueue) =>
    queue.urgent > 0 ? 3 : pressing(queueAlarm(queue, now)) ? 2 : queue.waiting > 0 ? 1 : 0
  return [...queues].sort(
    (a, b) => weight(b) - weight(a) || (a.since && b.since ? Date.parse(a.since) - Date.parse(b.since) : 0),
  )
}

// At work first, those who are gone before all.
export function byState(operators: BoardOperator[]): BoardOperator[] {
  const order = ['available', 'finishing', 'paused', 'away']
  const weight = (one: BoardOperator) => (vanished(one) ? -1 : order.indexOf(one.state))
  return [...operators].sort((a, b) => weight(a) - weight(b) || a.name.localeCompare(b.name))
}
