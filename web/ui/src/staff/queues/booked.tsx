import { useEffect, useState } from 'preact/hooks'
import type { AppointmentPlan, BookedAppointment, OfficeQueue } from '../../api/office-types'
import { moment } from '../../i18n/waits'
import { lang, number, t } from '../i18n'
import { Icon } from '../ui/icons'
import { toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { Table } from '../ui/table'
import { useLoad } from '../ui/use-load'
import type { OfficeApi } from './api'
import { WithdrawDialog } from './withdraw-dialog'

const again = 30_000

interface Props {
  api: Pick<OfficeApi, 'booked' | 'withdraw'>
  queue: OfficeQueue
  plan: AppointmentPlan
}

// Who has booked, and the way to tell them that nobody will be there.
export function BookedPart({ api, queue, plan }: Props) {
  const booked = useLoad(`${queue.id} ${plan.revision}`, () => api.booked(queue.id))
  const [chosen, choose] = useState<BookedAppointment | undefined>()
  useEffect(() => {
    const timer = setInterval(booked.reload, again)
    return () => clearInterval(timer)
  }, [booked.reload])
  const done = (text: string) => {
    choose(undefined)
    booked.reload()
    toast(text, 'ok')
  }
  return (
    <section class="booked" aria-labelledby="booked-title">
      <h2 id="booked-title">
        {t('booked.title')} {booked.value && <span class="count-soft">{number(booked.value.length)}</span>}
      </h2>
      <Loaded value={booked.value} failure={booked.failure} onRetry={booked.reload}>
        {all =>
          all.length === 0 ? (
            <Empty icon="clock" title={t('booked.none')}>
              {t(plan.places > 0 ? 'booked.none_about' : 'booked.off_about')}
            </Empty>
          ) : (
            <Rows all={all} zone={queue.zone} onWithdraw={choose} />
          )
        }
      </Loaded>
      {chosen && (
        <WithdrawDialog api={api} queue={queue} appointment={chosen} onDone={done} onClose={() => choose(undefined)} />
      )}
    </section>
  )
}

interface RowsProps {
  all: BookedAppointment[]
  zone: string
  onWithdraw: (one: BookedAppointment) => void
}

function Rows({ all, zone, onWithdraw }: RowsProps) {
  const when = (one: BookedAppointment) => moment(one.starts_at, zone, lang.value)
  return (
    <Table name={t('booked.title')} columns={[t('booked.when'), t('booked.who'), t('booked.what')]} actions>
      {all.map(one => (
        <tr key={one.id}>
          <th scope="row">
            {when(one)}
            {one.off_plan && (
              <small class="under">
                <span class="tag tag-warn">
                  <Icon name="warn" size={14} /> {t('booked.off_plan')}
                </span>
              </small>
            )}
          </th>
          <td data-name={t('booked.who')}>{one.student || t('desk.student')}</td>
          <td data-name={t('booked.what')}>{one.subject || '–'}</td>
          <td class="cell-actions">
            <button type="button" class="btn btn-outline-primary btn-xs" onClick={() => onWithdraw(one)}>
              {t('booked.withdraw')}
              <span class="visually-hidden">: {when(one)}</span>
            </button>
          </td>
        </tr>
      ))}
    </Table>
  )
}
