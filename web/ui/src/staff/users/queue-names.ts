import type { WidgetConfig } from '../../api/types'
import { session } from '../app/session'
import { lang } from '../i18n'

export interface QueueName {
  id: string
  name: string
}

// Each topic has one queue, of the same id. (The desk's own list is not for administrators.)
export async function readQueueNames(): Promise<QueueName[]> {
  const { topics } = await session.client.get<WidgetConfig>(`/config?lang=${lang.peek()}`)
  return topics.map(({ id, name }) => ({ id, name }))
}
