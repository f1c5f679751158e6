import type { ChatEvent } from '../../api/types'
import { known, t, time } from '../i18n'

// A line between the messages: what became of the chat, and by whom.
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

function sentence(event: ChatEvent): string {
  const { kind, author, name, data, text } = event
  const queue = data?.queue_name ?? ''
  const who = name ?? t('desk.someone')
  const by = data?.by ?? t('desk.someone')
  switch (kind) {
    case 'queued':
      return t(author === 'system' ? 'event.kept' : 'event.queued', { queue })
    case 'closing':
      return t('event.closing', { time: time(data?.at ?? '') })
    case 'claimed':
      if (author === 'supervisor') return t('event.given_by', { by, name: who })
      return t(author === 'system' ? 'event.given' : 'event.claimed', { name: who })
    case 'transferred':
      return t('event.transferred', { name: who, queue })
    case 'returned':
      if (author === 'supervisor') return t('event.taken_away', { by, queue })
      return author === 'system' ? t('event.vanished', { name: who, queue }) : t('event.returned', { queue })
    case 'escalated':
      return t('event.escalated', { name: who, queue })
    case 'sent_back':
      return t('event.sent_back', { name: who, queue })
    case 'moved':
      return t('event.moved', { by, queue })
    case 'asked':
      return t('event.asked')
    case 'urgent':
      return t('event.urgent')
    case 'distress':
      return t('event.distress')
    case 'left':
      return t('event.left')
    case 'closed':
      return closed(event)
    default:
      return text ?? ''
  }
}

function closed({ author, data }: ChatEvent): string {
  if (author === 'system') return t('event.lapsed')
  const outcome = known(`outcome.${data?.outcome ?? ''}`) ?? ''
  if (author === 'supervisor') return t('event.closed_by', { by: data?.by ?? t('desk.someone'), outcome })
  return t('event.closed', { outcome }).replace(/: $/, '')
}
