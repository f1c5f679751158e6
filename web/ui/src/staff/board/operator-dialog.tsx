import { useState } from 'preact/hooks'
import type { BoardOperator } from '../../api/board-types'
import type { ChatSummary, DeskState } from '../../api/staff-types'
import { span, t } from '../i18n'
import { secondsSince } from '../ui/clock'
import { InputField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { Notice } from '../ui/notice'
import { Loaded } from '../ui/states'
import { UrgentTag } from '../ui/urgent-tag'
import { useAct } from '../ui/use-act'
import { useForm } from '../ui/use-form'
import { useLoad } from '../ui/use-load'
import { vanished } from './alarms'
import type { BoardApi } from './api'
import type { DialogProps } from './line-dialog'
import { StateTag, stateNames } from './operators'
import { Refused } from './went-on'

interface Props extends DialogProps {
  api: Pick<BoardApi, 'chats' | 'takeAway' | 'move' | 'setState' | 'setCapacity'>
  operator: BoardOperator
}

const states = Object.keys(stateNames) as DeskState[]

// What a supervisor does for an operator: their state, how many chats, the chats they have.
export function OperatorDialog({ api, operator, board, onDone, onClose }: Props) {
  const now = board.operators.find(one => one.id === operator.id) ?? operator
  const [state, setState] = useState(now.state)
  const [capacity, setCapacity] = useState(String(now.capacity))
  const n = Number(capacity)
  const right = Number.isInteger(n) && n >= 1 && n <= 20
  const form = useForm(right, async () => {
    await set(state, n)
    onClose()
    if (state !== now.state || n !== now.capacity) {
      const told = { name: now.name, state: t(stateNames[state]), chats: t('users.capacity_n', { n }) }
      onDone(t('board.operator_set', told), () => set(now.state, now.capacity, { state, capacity: n }))
    }
  })
  const set = async (to: DeskState, many: number, from = { state: now.state, capacity: now.capacity }) => {
    if (many !== from.capacity) await api.setCapacity(now.id, many)
    if (to !== from.state) await api.setState(now.id, to)
  }
  const taken = (chat: ChatSummary) => {
    const told = { name: chat.student || t('desk.student'), queue: chat.queue_name }
    onDone(t('board.taken_away', told), () => api.move(chat.id, { operator: now.id }))
  }
  return (
    <FormDialog title={now.name} form={form} onClose={onClose}>
      <p>
        <StateTag operator={now} />{' '}
        {!now.here && now.seen_at && t('board.seen', { time: span(secondsSince(now.seen_at)) })}
      </p>
      {vanished(now) && <Notice tone="warn" title={t('board.vanished_about')} live={false} />}
      <fieldset class="choices">
        <legend>{t('board.state')}</legend>
        {states.map(one => (
          <label key={one} class="choice">
            <input
              type="radio"
              name="state"
              data-focus={one === operator.state || undefined}
              checked={state === one}
              onChange={() => setState(one)}
            />
            <span>{t(stateNames[one])}</span>
          </label>
        ))}
      </fieldset>
      <InputField
        label={t('users.capacity')}
        error={form.tried && !right ? t('users.need_capacity') : undefined}
        type="number"
        min={1}
        max={20}
        value={capacity}
        onText={setCapacity}
      />
      <Chats api={api} operator={now} onTaken={taken} />
    </FormDialog>
  )
}

interface ChatsProps {
  api: Pick<BoardApi, 'chats' | 'takeAway'>
  operator: BoardOperator
  onTaken: (chat: ChatSummary) => void
}

function Chats({ api, operator, onTaken }: ChatsProps) {
  const chats = useLoad(`${operator.id} ${operator.engaged}`, () => api.chats(operator.id))
  const { busy, failure, run } = useAct()
  const take = (chat: ChatSummary) =>
    run(async () => {
      await api.takeAway(chat.id)
      chats.set((chats.value ?? []).filter(one => one.id !== chat.id))
      onTaken(chat)
    })
  return (
    <section class="board-chats">
      <h3>{t('board.their_chats')}</h3>
      {failure && <Refused failure={failure} />}
      <Loaded value={chats.value} failure={chats.failure} onRetry={chats.reload}>
        {all =>
          all.length === 0 ? (
            <p class="muted">{t('board.no_chats')}</p>
          ) : (
            <ul>
              {all.map(chat => (
                <li key={chat.id}>
                  <span>
                    <strong>{chat.student || t('desk.student')}</strong> <small class="muted">{chat.queue_name}</small>{' '}
                    {chat.urgent && <UrgentTag />}
                  </span>
                  <button
                    type="button"
                    class="btn btn-outline-primary btn-xs"
                    aria-disabled={busy}
                    onClick={() => take(chat)}
                  >
                    {t('board.take_away')}
                    <span class="visually-hidden">: {chat.student || t('desk.student')}</span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}
