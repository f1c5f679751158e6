import type { ChatEvent } from '../../api/types'
import { useModel } from './context'
import { MessageBubble } from './message'

// One thing that happened in the chat: a message, or a line about it.
export function EventLine({ event }: { event: ChatEvent }) {
  const { t, chat } = useModel().store
  if (event.kind === 'message') return <MessageBubble event={event} />
  const ticket = (event.data?.channel ?? chat.value?.channel) === 'ticket'
  const name = event.name ?? t('chat.somebody')
  const queue = event.data?.queue_name ?? chat.value?.queue_name ?? ''
  switch (event.kind) {
    case 'claimed':
      return <p class="line">{t(ticket ? 'event.claimed_ticket' : 'event.claimed', { name })}</p>
    case 'transferred':
      return <p class="line">{t('event.transferred', { queue })}</p>
    case 'returned':
      return <p class="line">{t('event.returned')}</p>
    case 'closed':
      return <p class="line">{t(ticket ? 'event.closed_ticket' : 'event.closed')}</p>
    case 'left':
      return <p class="line">{t('event.left')}</p>
    default:
      return null
  }
}
