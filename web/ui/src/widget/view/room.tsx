import { useEffect } from 'preact/hooks'
import type { Appointment, Callback } from '../../api/types'
import { clockOf, moment } from '../../i18n/waits'
import { useModel } from './context'
import { Icon } from './icon'
import { Sure } from './sure'

// Where the student stands without being in line: in the waiting room, or with an
// appointment. Always in sight.
export function RoomBar() {
  const { store } = useModel()
  const { callback, appointment, talking } = store
  return (
    <>
      {callback.value && !talking.value && <Standing callback={callback.value} />}
      {appointment.value && <Meeting appointment={appointment.value} />}
    </>
  )
}

function Standing({ callback }: { callback: Callback }) {
  const model = useModel()
  const { t, lang } = model.store
  const { state, queue_name: queue, position, held_until } = callback
  if (state === 'lapsed') {
    return (
      <div class="status lost">
        <p>
          <Icon name="alert" />
          <strong>{t('room.lapsed')}</strong>
        </p>
        <div class="actions">
          <button type="button" class="secondary" onClick={() => void model.callBack(callback.queue)}>
            {t('room.again')}
          </button>
          <button type="button" class="small" onClick={() => model.room.clear()}>
            {t('room.cancel')}
          </button>
        </div>
      </div>
    )
  }
  return (
    <div class={state === 'offered' ? 'status engaged room' : 'status waiting room'}>
      <p>
        <Icon name={state === 'offered' ? 'check' : 'clock'} />
        <strong>{t(state === 'offered' ? 'room.offered' : 'room.waiting', { queue })}</strong>
      </p>
      {state === 'waiting' && position !== undefined && (
        <p class="place">{position === 1 ? t('room.next') : t('room.place', { n: position - 1 })}</p>
      )}
      {state === 'waiting' && <p class="tip">{t('room.tip')}</p>}
      {state === 'offered' && held_until && (
        <p class="tip">{t('room.until', { time: clockOf(held_until, undefined, lang.value) })}</p>
      )}
      <div class="actions">
        {state === 'offered' && (
          <button type="button" class="primary" onClick={() => void model.enter(callback.queue)}>
            <Icon name="chat" />
            {t('room.enter')}
          </button>
        )}
        <button type="button" class="small" onClick={() => void model.leaveRoom()}>
          {t('room.cancel')}
        </button>
      </div>
    </div>
  )
}

const recheckMs = 60_000

// It is days away: there is no connection, so while it is in sight it is asked about.
function Meeting({ appointment }: { appointment: Appointment }) {
  const model = useModel()
  useEffect(() => {
    void model.recheck()
    const timer = setInterval(() => void model.recheck(), recheckMs)
    return () => clearInterval(timer)
  }, [model])
  return appointment.withdrawn ? <Withdrawn appointment={appointment} /> : <Booked appointment={appointment} />
}

function Withdrawn({ appointment }: { appointment: Appointment }) {
  const model = useModel()
  const { t, lang } = model.store
  const { queue, queue_name, reason, starts_at, zone } = appointment
  return (
    <div class="status lost">
      <p>
        <Icon name="alert" />
        <strong>{t('book.withdrawn', { when: moment(starts_at, zone, lang.value), queue: queue_name })}</strong>
      </p>
      {reason && <p class="tip">{t('book.reason', { reason })}</p>}
      <div class="actions">
        <button type="button" class="secondary" onClick={() => void model.offer(queue, 0)}>
          {t('book.another')}
        </button>
        <button type="button" class="small" onClick={() => void model.giveBack()}>
          {t('book.understood')}
        </button>
      </div>
    </div>
  )
}

function Booked({ appointment }: { appointment: Appointment }) {
  const model = useModel()
  const { t, lang } = model.store
  const when = moment(appointment.starts_at, appointment.zone, lang.value)
  return (
    <div class="status waiting">
      <p>
        <Icon name="clock" />
        <strong>{t('book.done', { when })}</strong>
      </p>
      <p class="tip">{t('book.keep', { queue: appointment.queue_name })}</p>
      <Sure
        act={t('book.give_back')}
        question={t('book.sure')}
        yes={t('book.yes')}
        no={t('book.no')}
        onYes={() => void model.giveBack()}
      />
    </div>
  )
}
