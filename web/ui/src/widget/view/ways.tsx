import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Ways } from '../../api/types'
import { rounded } from '../../i18n/waits'
import { closedWords } from '../openings'
import { useModel } from './context'
import { BookButton, FullLine, Meanwhile } from './full'
import { Icon } from './icon'
import { useWaysNow } from './ways-now'
import { WaysTopic } from './ways-topic'

// The ways to a person for one queue. Chat first where there is one, then what works at
// any hour.
interface Props {
  ways: Ways
  done: boolean
  turn: number
  urgent: boolean // below the numbers to call
}

export function WaysView({ ways: shown, done, turn, urgent }: Props) {
  const { store, questions } = useModel()
  const { t } = store
  const chosen = useSignal<Ways | undefined>(undefined)
  const past = done || store.talking.value // then only what can still be read
  const ways = useWaysNow(chosen.value ?? shown, !past)
  const open = shown.guess === true && !chosen.value
  const choose = (queue: string) =>
    questions.waysOf(queue, next => {
      chosen.value = { ...next, reason: shown.reason }
    })
  const waitsFor = store.callback.value?.queue // said before the page was loaded again
  useEffect(() => {
    if (open && !past && waitsFor) void choose(waitsFor)
  }, [open, past, waitsFor])
  return (
    <div class="card">
      <h3>{t(urgent ? 'urgent.person' : `ways.${ways.reason}`)}</h3>
      {past && !open && <p class="muted">{t('ways.queue', { queue: ways.queue_name })}</p>}
      {!past && <WaysTopic ways={ways} open={open} onChoose={queue => void choose(queue)} />}
      {!open && <Channels ways={ways} past={past} turn={turn} />}
    </div>
  )
}

// What can be done, for as long as it can, and where else to turn to.
function Channels({ ways, past, turn }: { ways: Ways; past: boolean; turn: number }) {
  const model = useModel()
  const { store } = model
  const { t } = store
  const off = store.busy.value
  const booked = store.appointment.value !== undefined && !store.appointment.value.withdrawn // one at a time
  return (
    <>
      {!past && ways.channels.includes('chat') && (
        <button
          type="button"
          class="primary way"
          disabled={off}
          onClick={() => void model.join({ ways, turn }, 'chat')}
        >
          <Icon name="chat" />
          <span>
            {t('ways.chat')}
            <small>{inLine(model.store, ways)}</small>
          </span>
        </button>
      )}
      {!past && ways.full && <FullLine ways={ways} />}
      {!past && !ways.full && !ways.channels.includes('chat') && (
        <p class="closed">
          <Icon name="alert" />
          {closedWords(store, ways)}
        </p>
      )}
      {!past && ways.channels.includes('ticket') && (
        <button
          type="button"
          class="secondary way"
          disabled={off}
          onClick={() => {
            store.ticketForm.value = { ways, turn }
          }}
        >
          <Icon name="ticket" />
          <span>
            {t('ways.ticket')}
            <small>{t('ways.ticket_about')}</small>
          </span>
        </button>
      )}
      {!past && ways.bookable && !booked && <BookButton ways={ways} turn={turn} />}
      <Contacts ways={ways} />
      {!past && ways.full && <Meanwhile />}
    </>
  )
}

// Who is in line and how long it takes.
function inLine({ t }: ReturnType<typeof useModel>['store'], { waiting, wait }: Ways): string {
  const line = waiting > 0 ? t('ways.chat_waiting', { n: waiting }) : t('ways.chat_free')
  const { form, from, to } = rounded(wait)
  return form === 'unknown' && waiting === 0 ? line : `${line} · ${t(`wait.join_${form}`, { from, to })}`
}

function Contacts({ ways: { phone, email, counter } }: { ways: Ways }) {
  const { t } = useModel().store
  if (!phone && !email && !counter) return null
  return (
    <ul class="contacts">
      {phone && (
        <li>
          <Icon name="phone" />
          <span>
            {t('ways.phone')}: <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
          </span>
        </li>
      )}
      {email && (
        <li>
          <Icon name="mail" />
          <span>
            {t('ways.email')}: <a href={`mailto:${email}`}>{email}</a>
          </span>
        </li>
      )}
      {counter && (
        <li>
          <Icon name="counter" />
          <span>
            {t('ways.counter')}: {counter}
          </span>
        </li>
      )}
    </ul>
  )
}
