import type { Client } from '../../api/client'
import type {
  AppointmentPlan,
  BookedAppointment,
  Exception,
  OfficeCalendar,
  OfficeQueue,
  QueueSettings,
} from '../../api/office-types'

export interface OfficeApi {
  queues(): Promise<OfficeQueue[]>
  queue(id: string): Promise<OfficeQueue>
  save(id: string, settings: QueueSettings, revision: number): Promise<OfficeQueue>
  override(id: string, override: QueueSettings['override'], until?: string): Promise<OfficeQueue>
  plan(queue: string): Promise<AppointmentPlan>
  savePlan(queue: string, plan: AppointmentPlan): Promise<AppointmentPlan>
  booked(queue: string): Promise<BookedAppointment[]>
  withdraw(queue: string, appointment: string, reason: string): Promise<void>
  calendar(): Promise<OfficeCalendar>
  setPatron(patron: OfficeCalendar['patron']): Promise<OfficeCalendar>
  keep(exception: Exception): Promise<OfficeCalendar> // adds one without id
  remove(exception: Exception): Promise<OfficeCalendar>
}

export function officeApi(client: Client): OfficeApi {
  const queue = (id: string) => `/queues/${encodeURIComponent(id)}`
  const exception = (id: string) => `/calendar/exceptions/${encodeURIComponent(id)}`
  return {
    queues: () => client.get('/queues'),
    queue: id => client.get(queue(id)),
    save: (id, settings, revision) => client.put(`${queue(id)}/settings`, { ...settings, revision }),
    override: (id, override, until) => client.put(`${queue(id)}/override`, { override, ...(until && { until }) }),
    plan: id => client.get(`${queue(id)}/appointments`),
    savePlan: (id, plan) => client.put(`${queue(id)}/appointments`, plan),
    booked: id => client.get(`${queue(id)}/appointments/booked`),
    withdraw: (id, appointment, reason) =>
      client.post(`${queue(id)}/appointments/${encodeURIComponent(appointment)}/withdraw`, { reason }),
    calendar: () => client.get('/calendar'),
    setPatron: patron => client.put('/calendar/patron', patron),
    keep: one => (one.id ? client.put(exception(one.id), one) : client.post('/calendar/exceptions', one)),
    remove: one => client.delete(`${exception(one.id)}?revision=${one.revision}`),
  }
}
