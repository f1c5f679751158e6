import { useState } from 'preact/hooks'
import type { Board, BoardQueue } from '../../api/board-types'
import type { WaitingChat } from '../../api/staff-types'
import { span, t } from '../i18n'
import { secondsSince } from '../ui/clock'
import { Dialog } from '../ui/dialog'
import { Empty, Loaded } from '../ui/states'
import { UrgentTag } from '../ui/urgent-tag'
import { useAct } from '../ui/use-act'
import { useLoad } from '../ui/use-load'
import type { BoardApi } from './api'
import { Refused } from './went-on'

export interface DialogProps {
  board: Board
  onDone: (text: string, back?: () => Promise<void>) => void
  onClose: () => void
}

interface Props extends DialogProps {
  api: Pick<BoardApi, 'waiting' | 'move' | 'takeBack'>
  queue: BoardQueue
}

// Who waits in a queue; each can be moved to another queue, or given to an operator.
export function LineDialog({ api, queue, board, onDone, onClose }: Props) {
  const line = useLoad(queue.id, () => api.waiting(queue.id))
  const { busy, failure, run } = useAct()
  const move = (chat: WaitingChat, to: string) =>
    run(async () => {
      const [kind, id = ''] = to.split(' ')
      const who = chat.student || t('desk.student')
      if (kind === 'queue') {
        await api.move(chat.id, { queue: id })
        const name = board.queues.find(one => one.id === id)?.name ?? id
        onDone(t('board.moved', { name: who, queue: name }), () => api.move(chat.id, { queue: queue.id }))
      } else {
        await api.move(chat.id, { operator: id })
        const name = board.operators.find(one => one.id === id)?.name ?? id
        onDone(t('board.given', { name: who, operator: name }), () => api.takeBack(chat.id, id))
      }
      line.set((line.value ?? []).filter(one => one.id !== chat.id))
    })
  return (
    <Dialog title={t('board.line', { queue: queue.name })} onClose={onClose} wide>
      <div class="dialog-body">
        {failure && <Refused failure={failure} />}
        <Loaded value={line.value} failure={line.failure} onRetry={line.reload}>
          {all =>
            all.length === 0 ? (
              <Empty icon="check" title={t('board.line_empty')} />
            ) : (
              <ol class="board-line">
                {all.map(chat => (
                  <Waits
                    key={chat.id}
                    chat={chat}
                    board={board}
                    queue={queue.id}
                    busy={busy}
                    onMove={to => move(chat, to)}
                  />
                ))}
              </ol>
            )
          }
        </Loaded>
      </div>
    </Dialog>
  )
}

interface WaitsProps {
  chat: WaitingChat
  board: Board
  queue: string
  busy: boolean
  onMove: (to: string) => void
}

function Waits({ chat, board, queue, busy, onMove }: WaitsProps) {
  const [to, setTo] = useState('')
  const free = board.operators.filter(
    one => one.here && one.state !== 'away' && (one.engaged < one.capacity || chat.channel === 'ticket'),
  )
  const name = chat.student || t('desk.student')
  return (
    <li>
      <div>
        <strong>{name}</strong> <span class="tag">{t(chat.channel === 'chat' ? 'board.chat' : 'board.ticket')}</span>{' '}
        {chat.urgent && <UrgentTag />} {chat.level === 2 && <span class="tag">{t('level.second')}</span>}{' '}
        <small class="muted">{span(secondsSince(chat.queued_at))}</small>
        <p class="board-subject">{chat.subject}</p>
      </div>
      <select
        class="form-control"
        aria-label={t('board.move_to', { name })}
        value={to}
        onChange={e => setTo(e.currentTarget.value)}
      >
        <option value="">{t('board.choose')}</option>
        <optgroup label={t('board.to_queue')}>
          {board.queues
            .filter(one => one.id !== queue)
            .map(one => (
              <option key={one.id} value={`queue ${one.id}`}>
                {one.name} · {t('board.in_line', { n: one.waiting })}
              </option>
            ))}
        </optgroup>
        {free.length > 0 && (
          <optgroup label={t('board.to_operator')}>
            {free.map(one => (
              <option key={one.id} value={`operator ${one.id}`}>
                {one.name} · {t('board.chats', { n: one.engaged, of: one.capacity })}
              </option>
            ))}
          </optgroup>
        )}
      </select>
      <button
        type="button"
        class="btn btn-outline-primary btn-xs"
        aria-disabled={busy || !to}
        onClick={() => to && onMove(to)}
      >
        {t('board.move')}
        <span class="visually-hidden">: {name}</span>
      </button>
    </li>
  )
}
