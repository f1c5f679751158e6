import { go, to } from '../app/router'
import type { Desk } from './desk'

export async function takeNext(desk: Desk, queue?: string): Promise<void> {
  const chat = await desk.claimNext(queue)
  if (chat) go(to('desk', chat.id))
}
