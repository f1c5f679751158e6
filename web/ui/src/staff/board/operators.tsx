import type { Board, BoardOperator } from '../../api/board-types'
import { span, t } from '../i18n'
import { secondsSince } from '../ui/clock'
import { Icon, type IconName } from '../ui/icons'
import { Empty } from '../ui/states'
import { UrgentTag } from '../ui/urgent-tag'
import { byState, vanished } from './alarms'

interface Props {
  board: Board
  onManage: (operator: BoardOperator) => void
}

export const stateNames = {
  available: 'state.available',
  paused: 'state.paused',
  finishing: 'state.finishing',
  away: 'state.away',
} as const

const looks: Record<keyof typeof stateNames, { tag: string; icon: IconName }> = {
  available: { tag: 'tag tag-ok', icon: 'check' },
  paused: { tag: 'tag tag-warn', icon: 'pause' },
  finishing: { tag: 'tag tag-warn', icon: 'clock' },
  away: { tag: 'tag', icon: 'out' },
}

export function OperatorsPart({ board, onManage }: Props) {
  return (
    <section class="board-part">
      <h2>{t('board.operators')}</h2>
      {board.operators.length === 0 ? (
        <Empty icon="people" title={t('board.no_operators')} />
      ) : (
        <ul class="board-operators">
          {byState(board.operators).map(one => (
            <Card key={one.id} operator={one} board={board} onManage={onManage} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Card({ operator, board, onManage }: Props & { operator: BoardOperator }) {
  const names = board.queues.filter(queue => operator.queues.includes(queue.id)).map(queue => queue.name)
  const all = names.length === board.queues.length
  return (
    <li class={vanished(operator) ? 'board-operator row-alarm' : 'board-operator'}>
      <p class="board-name">
        <strong>{operator.name}</strong> <span class="muted">{t('users.level_n', { n: operator.level })}</span>
      </p>
      <p>
        <StateTag operator={operator} />{' '}
        <small class="muted">
          {operator.state_at && t('board.for', { time: span(secondsSince(operator.state_at)) })}
          {operator.state_by && `, ${t('board.by', { name: operator.state_by })}`}
        </small>
      </p>
      <p>
        <strong>{t('board.chats', { n: operator.engaged, of: operator.capacity })}</strong>{' '}
        {operator.urgent > 0 && <UrgentTag n={operator.urgent} />}
      </p>
      <p class="board-served muted" title={names.join(', ')}>
        {all ? t('board.all_queues') : names.slice(0, 3).join(', ') || t('board.no_queue')}
        {!all && names.length > 3 && ` ${t('board.more', { n: names.length - 3 })}`}
      </p>
      <button type="button" class="btn btn-outline-primary btn-xs" onClick={() => onManage(operator)}>
        {t('board.manage')}
        <span class="visually-hidden">: {operator.name}</span>
      </button>
    </li>
  )
}

export function StateTag({ operator }: { operator: BoardOperator }) {
  if (vanished(operator)) {
    return (
      <span class="tag tag-bad">
        <Icon name="warn" size={14} /> {t('board.vanished')}
      </span>
    )
  }
  const { tag, icon } = looks[operator.state]
  return (
    <span class={tag}>
      <Icon name={icon} size={14} /> {t(stateNames[operator.state])}
    </span>
  )
}
