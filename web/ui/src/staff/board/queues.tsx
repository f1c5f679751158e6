import type { BoardQueue } from '../../api/board-types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { number, percent, span, t } from '../i18n'
import { untilWhen } from '../queues/words'
import { now, secondsSince } from '../ui/clock'
import { Icon } from '../ui/icons'
import { Table } from '../ui/table'
import { UrgentTag } from '../ui/urgent-tag'
import { byNeed, pressing, queueAlarm, serviceLevel } from './alarms'
import { newcomer } from './newcomer'

interface Props {
  queues: BoardQueue[]
  onLine: (queue: BoardQueue) => void
  onLimit: (queue: BoardQueue) => void
  onNow: (queue: BoardQueue) => void
}

export function QueuesPart({ queues, ...acts }: Props) {
  return (
    <section class="board-part">
      <h2>{t('nav.queues')}</h2>
      <Table
        name={t('nav.queues')}
        columns={[
          t('reports.queue'),
          { numbers: t('board.waiting') },
          { numbers: t('board.longest') },
          { numbers: t('board.newcomer') },
          { numbers: t('board.engaged') },
          { numbers: t('board.free') },
          { numbers: t('board.tickets') },
          { numbers: t('board.level') },
          { numbers: t('board.today') },
        ]}
        actions
        class="board-queues"
      >
        {byNeed(queues, now.value).map(queue => (
          <Row key={queue.id} queue={queue} {...acts} />
        ))}
      </Table>
    </section>
  )
}

function Row({ queue, onLine, onLimit, onNow }: { queue: BoardQueue } & Omit<Props, 'queues'>) {
  const alarm = queueAlarm(queue, now.value)
  const level = serviceLevel(queue)
  const told = newcomer(queue)
  return (
    <tr class={pressing(alarm) || queue.urgent > 0 ? 'row-alarm' : ''}>
      <th scope="row">
        <Link href={to('queues', queue.id)}>{queue.name}</Link>
        <span class="board-state">
          <span class={queue.open ? 'tag tag-ok' : 'tag'}>
            <Icon name={queue.open ? 'check' : 'pause'} size={14} />
            {t(queue.open ? 'queues_page.open' : 'queues_page.closed')}
          </span>
          {queue.urgent > 0 && <UrgentTag n={queue.urgent} />}
          {alarm && (
            <span class={pressing(alarm) ? 'tag tag-bad' : 'tag tag-warn'}>
              <Icon name="warn" size={14} /> {t(alarm)}
            </span>
          )}
          {queue.escalated > 0 && (
            <span class="tag tag-warn">
              <Icon name="up" size={14} /> {t('board.escalated', { n: queue.escalated })}
            </span>
          )}
          <small>{untilWhen(queue)}</small>
        </span>
      </th>
      <td class="num" data-name={t('board.waiting')}>
        {queue.waiting > 0 ? (
          <button type="button" class="btn-plain" onClick={() => onLine(queue)}>
            {number(queue.waiting)}
            <span class="visually-hidden">, {t('board.show_line', { queue: queue.name })}</span>
          </button>
        ) : (
          0
        )}
      </td>
      <td class="num" data-name={t('board.longest')}>
        {queue.since ? span(secondsSince(queue.since)) : '–'}
        <small class="under">
          <button type="button" class="btn-plain" onClick={() => onLimit(queue)}>
            {t('board.of', { time: span(queue.max_wait * 60) })}
            <span class="visually-hidden">, {t('board.change_limit', { queue: queue.name })}</span>
          </button>
        </small>
      </td>
      <td class="num board-newcomer" data-name={t('board.newcomer')}>
        {told.wait}
        {told.why && <small class="under">{told.why}</small>}
      </td>
      <td class="num" data-name={t('board.engaged')}>
        {number(queue.engaged)}
      </td>
      <td class="num" data-name={t('board.free')}>
        {number(queue.free)}
        <small class="under">{t('board.present', { n: queue.present })}</small>
      </td>
      <td class="num" data-name={t('board.tickets')}>
        {number(queue.tickets)}
      </td>
      <td class="num" data-name={t('board.level')}>
        {level === undefined ? '–' : percent(level)}
        <small class="under">{t('board.within', { time: span(queue.goal) })}</small>
      </td>
      <td class="num" data-name={t('board.today')}>
        {number(queue.answered)}
        <small class="under">{t('board.left', { n: queue.abandoned })}</small>
      </td>
      <td class="cell-actions">
        <button type="button" class="btn btn-outline-primary btn-xs" onClick={() => onNow(queue)}>
          {t('queues_page.open_close')}
          <span class="visually-hidden">: {queue.name}</span>
        </button>
      </td>
    </tr>
  )
}
