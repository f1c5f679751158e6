import { useState } from 'preact/hooks'
import type { Exception, OfficeCalendar, OfficeQueue } from '../../api/office-types'
import { failureOf } from '../app/session'
import { lang, t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { Table } from '../ui/table'
import { useAct } from '../ui/use-act'
import { useLoad } from '../ui/use-load'
import type { OfficeApi } from './api'
import { ExceptionDialog } from './exception-dialog'
import { PatronForm } from './patron'
import { daysText, queueName } from './words'

interface Props {
  api: OfficeApi
  queues: OfficeQueue[] | undefined
  onChange: () => void
}

const blank: Exception = { id: '', queue: '', from: '', to: '', times: [], reason: {}, revision: 0 }

// The days out of the ordinary: decided here, and public holidays.
export function CalendarPart({ api, queues, onChange }: Props) {
  const calendar = useLoad(`calendar ${lang.value}`, api.calendar)
  const [edited, edit] = useState<Exception | undefined>()
  const { failure, run } = useAct()
  const show = (next: OfficeCalendar) => {
    calendar.set(next)
    edit(undefined)
    onChange()
  }
  const saved = (next: OfficeCalendar) => {
    show(next)
    toast(t('calendar.saved'), 'ok')
  }
  const remove = async (one: Exception) => {
    try {
      show(await api.remove(one))
    } catch (error) {
      if (!['stale', 'not_found'].includes(failureOf(error).code)) throw error
      calendar.reload()
      toast(t('calendar.changed'), 'warn')
      return
    }
    toast(t('calendar.removed'), 'ok')
  }
  return (
    <section class="calendar">
      <header class="page-head-row">
        <div>
          <h2>{t('calendar.title')}</h2>
          <p class="muted">{t('calendar.lead')}</p>
        </div>
        <button type="button" class="btn btn-primary btn-sm" onClick={() => edit(blank)}>
          <Icon name="plus" size={18} /> {t('calendar.new')}
        </button>
      </header>
      {failure && <Failed failure={failure} />}
      <Loaded value={calendar.value} failure={calendar.failure} onRetry={calendar.reload}>
        {value => (
          <>
            {value.exceptions.length === 0 ? (
              <Empty icon="clock" title={t('calendar.none')} />
            ) : (
              <Exceptions calendar={value} queues={queues} onEdit={edit} onRemove={one => run(() => remove(one))} />
            )}
            <div class="calendar-holidays">
              <Holidays calendar={value} />
              <PatronForm
                key={value.patron.revision}
                api={api}
                calendar={value}
                onDone={saved}
                onStale={calendar.reload}
              />
            </div>
            {edited && (
              <ExceptionDialog
                api={api}
                exception={edited}
                calendar={value}
                queues={queues ?? []}
                onDone={saved}
                onStale={calendar.reload}
                onClose={() => edit(undefined)}
              />
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

interface ListProps {
  calendar: OfficeCalendar
  queues: OfficeQueue[] | undefined
  onEdit: (one: Exception) => void
  onRemove: (one: Exception) => void
}

function Exceptions({ calendar, queues, onEdit, onRemove }: ListProps) {
  return (
    <Table
      name={t('calendar.title')}
      columns={[t('calendar.days'), t('reports.queue'), t('calendar.what'), t('calendar.reason')]}
      actions
    >
      {calendar.exceptions.map(one => (
        <tr key={one.id}>
          <th scope="row">{daysText(one, calendar)}</th>
          <td data-name={t('reports.queue')}>{queueName(one.queue, queues)}</td>
          <td data-name={t('calendar.what')}>
            <span class={one.times.length ? 'tag tag-blue' : 'tag tag-warn'}>
              {one.times.map(({ from, to }) => `${from}–${to}`).join(', ') || t('queues_page.closed')}
            </span>
          </td>
          <td data-name={t('calendar.reason')}>{one.reason[lang.value] || one.reason.it || one.reason.en}</td>
          <td class="cell-actions">
            <button type="button" class="btn-plain" onClick={() => onEdit(one)}>
              {t('calendar.edit')}
              <span class="visually-hidden">: {daysText(one, calendar)}</span>
            </button>
            <button type="button" class="btn-plain" onClick={() => onRemove(one)}>
              {t('calendar.remove')}
              <span class="visually-hidden">: {daysText(one, calendar)}</span>
            </button>
          </td>
        </tr>
      ))}
    </Table>
  )
}

function Holidays({ calendar }: { calendar: OfficeCalendar }) {
  return (
    <details class="holidays">
      <summary>{t('calendar.holidays', { n: calendar.holidays.length })}</summary>
      <ul>
        {calendar.holidays.map(({ day, name }) => (
          <li key={day}>
            <span>{daysText({ from: day, to: day }, calendar)}</span> {name}
          </li>
        ))}
      </ul>
    </details>
  )
}
