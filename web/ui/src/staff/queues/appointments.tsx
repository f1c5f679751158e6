import type { AppointmentPlan, OfficeQueue } from '../../api/office-types'
import { session } from '../app/session'
import { lang, t } from '../i18n'
import { Notice } from '../ui/notice'
import { Loaded } from '../ui/states'
import { useLoad } from '../ui/use-load'
import { officeApi } from './api'
import { BookedPart } from './booked'
import { QueueHead } from './head'
import { PlanPart } from './plan-form'

const api = officeApi(session.client)

// The appointments of a queue: when they can be booked, and those that are.
export function AppointmentsPage({ id }: { id: string }) {
  const queues = useLoad(`queues ${lang.value}`, api.queues)
  const plan = useLoad(`plan ${id}`, () => api.plan(id))
  const queue = queues.value?.find(one => one.id === id)
  return (
    <div class="page">
      <QueueHead id={id} queue={queue} part="appointments" />
      <Loaded value={queues.value} failure={queues.failure} onRetry={queues.reload}>
        {() =>
          queue ? (
            <Loaded value={plan.value} failure={plan.failure} onRetry={plan.reload}>
              {value => <Parts queue={queue} plan={value} onPlan={plan.set} />}
            </Loaded>
          ) : (
            <Notice tone="warn" title={t('queue.missing')} />
          )
        }
      </Loaded>
    </div>
  )
}

interface Props {
  queue: OfficeQueue
  plan: AppointmentPlan
  onPlan: (plan: AppointmentPlan) => void
}

function Parts({ queue, plan, onPlan }: Props) {
  return (
    <div class="appointments">
      <PlanPart api={api} queue={queue} plan={plan} onSaved={onPlan} />
      <BookedPart api={api} queue={queue} plan={plan} />
    </div>
  )
}
