import { useEffect } from 'preact/hooks'
import type { Appointment } from '../../api/types'
import { opening } from '../../i18n/translate'
import { session } from '../app/session'
import { lang, t } from '../i18n'
import { useLoad } from '../ui/use-load'

const again = 60_000

// Who comes today and tomorrow, in the order of the hours. Nothing where nobody does.
export function Appointments() {
  const { value, reload } = useLoad('appointments', () => session.client.get<Appointment[]>('/desk/appointments'))
  useEffect(() => {
    const timer = setInterval(reload, again)
    return () => clearInterval(timer)
  }, [reload])
  if (!value || value.length === 0) return null
  return (
    <section class="lines-part" aria-labelledby="appointments-title">
      <h2 id="appointments-title" class="lines-title">
        {t('appointments.title')} <span class="count-soft">{value.length}</span>
      </h2>
      <ul class="rows">
        {value.map(one => (
          <li key={one.id} class="row">
            <span class="row-top">
              <span class="row-name">{one.student || t('desk.student')}</span>
              <span class="row-age">{opening(one.starts_at, lang.value, one.zone)}</span>
            </span>
            <span class="row-text">{one.subject}</span>
            <span class="row-foot">{one.queue_name}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
