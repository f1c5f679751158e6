import type { ChatEvent } from '../../api/types'
import { known, t, time } from '../i18n'

// A line between the messages: queued, claimed, transferred, returned, left, closed.
export function Happened({ event }: { event: ChatEvent }) {
  return (
    <li class="log-happened">
      <span>
        {sentence(event)} · <time dateTime={event.at}>{time(event.at)}</time>
      </span>
      {event.text && event.kind === 'transferred' && <p class="log-note">«{event.text}»</p>}
    </li>
  )
}

function sentence({ kind, name, data, text }: ChatEvent): string {
  const queue = data?.queue_name ?? ''
  const who = name ?? t('desk.someone')
  switch (kind) {
    case 'queued':
      return t('event.queued', { queue })
    case 'claimed':
      return t('event.claimed', { name: who })
    case 'transferred':
      return t('event.transferred', { name: who, queue })
    case 'returned':
      return t('event.returned', { queue })
    case 'left':
      return t('event.left')
    case 'closed':
      return t('event.closed', { outcome: known(`outcome.${data?.outcome ?? ''}`) ?? '' }).replace(/: $/, '')
    default:
      return text ?? ''
  }
}
