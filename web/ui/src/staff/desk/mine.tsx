import { Link } from '../app/link'
import { to } from '../app/router'
import { span, t } from '../i18n'
import { secondsSince } from '../ui/clock'
import { Icon } from '../ui/icons'
import { UrgentTag } from '../ui/urgent-tag'
import type { Chat } from './chat'
import type { Desk } from './desk'

export function Mine({ desk, current }: { desk: Desk; current: string | undefined }) {
  const chats = desk.chats.value
  return (
    <section class="lines-part" aria-labelledby="mine-title">
      <h2 id="mine-title" class="lines-title">
        {t('mine.title')} <span class="count-soft">{chats.length}</span>
      </h2>
      {chats.length === 0 && <p class="lines-empty">{t('mine.empty')}</p>}
      <ul class="rows">
        {chats.map(chat => (
          <Row
            key={chat.id}
            chat={chat}
            current={chat.id === current}
            helping={helps(desk, chat.summary.value.queue)}
          />
        ))}
      </ul>
    </section>
  )
}

function Row({ chat, current, helping }: { chat: Chat; current: boolean; helping: boolean }) {
  const { student, channel, last_text, last_file, last_author, last_at, queued_at, queue_name, level, urgent } =
    chat.summary.value
  const unread = current ? 0 : chat.unread.value
  const waits = last_author === 'student' || !last_author
  return (
    <li>
      <Link
        href={to('desk', chat.id)}
        class={unread > 0 || chat.fresh.value ? 'row row-unread' : 'row'}
        {...(current && { 'aria-current': 'true' })}
      >
        <span class="row-top">
          <span class="row-name">
            {channel === 'ticket' && <Icon name="ticket" size={16} />}
            {student || t('desk.student')}
          </span>
          <span class={waits ? 'row-age row-age-waits' : 'row-age'}>{span(secondsSince(last_at ?? queued_at))}</span>
        </span>
        <span class="row-bottom">
          <span class="row-text">
            {chat.typing.value ? (
              <em>{t('desk.typing')}</em>
            ) : (
              preview(last_author, last_text || (last_file && t('file.sent', { name: last_file })), chat)
            )}
          </span>
          {unread > 0 && (
            <span class="count">
              {unread}
              <span class="visually-hidden"> {t('desk.unread', { n: unread })}</span>
            </span>
          )}
        </span>
        <span class="row-foot">
          {urgent && <UrgentTag />}
          {queue_name}
          {chat.fresh.value && <span class="tag tag-blue">{t('given.fresh')}</span>}
          {helping && <span class="tag">{t('given.helping')}</span>}
          {level === 2 && <span class="tag">{t('level.second')}</span>}
          {chat.draft.value && !current && <span class="tag tag-warn">{t('mine.draft')}</span>}
          {chat.outbox.items.value.length > 0 && <span class="tag tag-warn">{t('mine.unsent')}</span>}
        </span>
      </Link>
    </li>
  )
}

function preview(author: string | undefined, text: string | undefined, chat: Chat): string {
  if (!text) return chat.summary.value.subject
  return author === 'operator' ? `${t('mine.you')} ${text}` : text
}

// The queue is not one's own: its line was too long, or a supervisor decided so.
export function helps(desk: Desk, queue: string): boolean {
  return desk.queues.value.some(one => one.id === queue && !one.mine)
}
