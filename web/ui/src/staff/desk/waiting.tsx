import type { WaitingChat } from '../../api/staff-types'
import { Link } from '../app/link'
import { go, to } from '../app/router'
import { session } from '../app/session'
import { span, t } from '../i18n'
import { secondsSince } from '../ui/clock'
import { Icon } from '../ui/icons'
import { UrgentTag } from '../ui/urgent-tag'
import type { Desk } from './desk'
import { helps } from './mine'

const most = 50 // a line of hundreds helps nobody choose; the count above tells the length

interface Props {
  desk: Desk
  chosen: string
  current: string | undefined
}

export function Waiting({ desk, chosen, current }: Props) {
  const mine = new Set(desk.queues.value.filter(queue => queue.mine).map(queue => queue.id))
  const sees = session.can('supervisor') // all that wait; others get those they may take
  const inLine = desk.waiting.value.filter(one =>
    chosen ? one.queue === chosen : mine.size === 0 || mine.has(one.queue) || !sees,
  )
  const name = desk.queues.value.find(queue => queue.id === chosen)?.name
  return (
    <section class="lines-part" aria-labelledby="waiting-title">
      <h2 id="waiting-title" class="lines-title">
        {t('waiting.title')} <span class="count-soft">{inLine.length}</span>
      </h2>
      {name && <p class="lines-note">{t('waiting.only', { name })}</p>}
      {inLine.length === 0 && <p class="lines-empty">{t(chosen ? 'waiting.empty_queue' : 'waiting.empty')}</p>}
      <ul class="rows">
        {inLine.slice(0, most).map(one => (
          <Row key={one.id} one={one} desk={desk} current={one.id === current} />
        ))}
      </ul>
      {inLine.length > most && <p class="lines-note">{t('waiting.more', { n: inLine.length - most })}</p>}
    </section>
  )
}

function Row({ one, desk, current }: { one: WaitingChat; desk: Desk; current: boolean }) {
  const claim = async () => {
    const chat = await desk.claim(one.id)
    if (chat) go(to('desk', chat.id))
  }
  return (
    <li class="waiting">
      <Link href={to('desk', one.id)} class="row" {...(current && { 'aria-current': 'true' })}>
        <span class="row-top">
          <span class="row-name">
            {one.channel === 'ticket' && <Icon name="ticket" size={16} />}
            {one.student || t('desk.student')}
          </span>
          <span class="row-age">{span(secondsSince(one.queued_at))}</span>
        </span>
        <span class="row-text">{one.subject}</span>
        <span class="row-foot">
          {one.urgent && <UrgentTag />}
          {one.queue_name}
          <span class="tag">{one.lang.toUpperCase()}</span>
          {one.channel === 'ticket' && <span class="tag">{t('desk.ticket')}</span>}
          {one.level === 2 && <span class="tag">{t('level.second')}</span>}
          {desk.operator.value && helps(desk, one.queue) && <span class="tag">{t('given.helping')}</span>}
          {one.gone && <span class="tag tag-warn">{t('student.gone')}</span>}
        </span>
      </Link>
      {desk.operator.value && !one.gone && (
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-label={t('waiting.claim_of', { name: one.student || t('desk.student') })}
          onClick={() => void claim()}
        >
          {t('waiting.claim')}
        </button>
      )}
    </li>
  )
}
