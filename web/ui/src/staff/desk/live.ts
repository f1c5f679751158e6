// Joins the desk to its live stream.
import type { Client } from '../../api/client'
import type { DeskFrame } from '../../api/staff-types'
import { Stream } from '../../api/stream'
import type { ChatEvent } from '../../api/types'
import type { Desk } from './desk'

export interface Live {
  typing(chat: string): void
  wake(): void
  stop(): void
}

const typingEveryMs = 3_000
const pollS = 8 // how long a poll may hang: after each the lines are read, which no event tells

export function follow(desk: Desk, client: Client, onRefused: () => void): Live {
  let typedAt = 0
  const stream = new Stream<DeskFrame>({
    after: desk.after,
    socketURL: after => client.socketURL(`/desk/live?after=${after}`),
    poll: async (after, wait, signal) => {
      const query = `/desk/events?after=${after}&wait=${Math.min(wait, pollS)}`
      const events = await client.get<ChatEvent[]>(query, { signal, timeoutMs: 30_000, tries: 1 })
      desk.polled()
      return events
    },
    onEvent: event => desk.apply(event),
    onFrame: frame => desk.apply(frame),
    onState: state => {
      desk.connected(state)
      if (state === 'refused') onRefused()
    },
  })
  stream.start()
  return {
    typing(chat) {
      if (Date.now() - typedAt < typingEveryMs) return
      if (stream.send({ kind: 'typing', chat })) typedAt = Date.now()
    },
    wake: () => stream.wake(),
    stop: () => stream.stop(),
  }
}
