import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { clockOf, dayOf } from '../../i18n/waits'
import type { Booking } from '../store'
import { CardForm } from './card-form'
import { useModel } from './context'

// The next free times: a day, then an hour of it.
export function BookingForm({ booking }: { booking: Booking }) {
  const model = useModel()
  const { store } = model
  const { t, lang } = store
  const id = useId()
  const days = new Map<string, string[]>()
  for (const { starts_at } of booking.times) {
    const day = dayOf(starts_at, booking.zone, lang.value)
    days.set(day, [...(days.get(day) ?? []), starts_at])
  }
  const first = [...days.keys()][0] ?? ''
  const chosen = useSignal('')
  const day = days.has(chosen.value) ? chosen.value : first
  const close = () => {
    store.booking.value = undefined
    store.problem.value = undefined
  }
  const submit = (form: HTMLFormElement) => {
    const data = new FormData(form)
    return model.book(String(data.get('time')), String(data.get('name') ?? '').trim())
  }
  return (
    <CardForm
      title={t('book.title')}
      send={booking.times.length > 0 ? t('book.send') : undefined}
      cancel={t('book.cancel')}
      submit={submit}
      close={close}
    >
      <p class="muted">{booking.times.length > 0 ? t('book.about', { queue: booking.queue_name }) : t('book.none')}</p>
      {booking.times.length > 0 && (
        <>
          <label for={`${id}-day`}>{t('book.day')}</label>
          <select
            id={`${id}-day`}
            value={day}
            onChange={event => {
              chosen.value = event.currentTarget.value
            }}
          >
            {[...days.keys()].map(name => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
          <label for={`${id}-time`}>{t('book.time')}</label>
          <select id={`${id}-time`} name="time" key={day}>
            {(days.get(day) ?? []).map(at => (
              <option key={at} value={at}>
                {clockOf(at, booking.zone, lang.value)}
              </option>
            ))}
          </select>
          <label for={`${id}-name`}>{t('book.name')}</label>
          <input id={`${id}-name`} name="name" autocomplete="name" maxLength={120} />
        </>
      )}
    </CardForm>
  )
}
