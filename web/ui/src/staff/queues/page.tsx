import { useState } from 'preact/hooks'
import type { OfficeQueue } from '../../api/office-types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { session } from '../app/session'
import { duration, lang, number, span, t } from '../i18n'
import { secondsSince } from '../ui/clock'
import { Icon } from '../ui/icons'
import { toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { Table } from '../ui/table'
import { useLoad } from '../ui/use-load'
import { officeApi } from './api'
import { CalendarPart } from './calendar'
import { NowDialog } from './now-dialog'
import { standsAs, untilWhen } from './words'

const api = officeApi(session.client)

// The queues with how they stand, and the days out of the ordinary.
export function QueuesPage() {
  const queues = useLoad(`queues ${lang.value}`, api.queues)
  const [chosen, choose] = useState<OfficeQueue | undefined>()
  const replaced = (saved: OfficeQueue) => {
    queues.set((queues.value ?? []).map(one => (one.id === saved.id ? saved : one)))
    choose(undefined)
    toast(`${saved.name}: ${standsAs(saved)}`, 'ok')
  }
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('nav.queues')}</h1>
        <p class="muted">{t('queues_page.lead')}</p>
      </header>
      <Loaded value={queues.value} failure={queues.failure} onRetry={queues.reload}>
        {all =>
          all.length === 0 ? (
            <Empty icon="clock" title={t('queues_page.none')} />
          ) : (
            <Queues queues={all} onNow={choose} />
          )
        }
      </Loaded>
      <CalendarPart api={api} queues={queues.value} onChange={queues.reload} />
      {chosen && <NowDialog api={api} queue={chosen} onDone={replaced} onClose={() => choose(undefined)} />}
    </div>
  )
}

function Queues({ queues, onNow }: { queues: OfficeQueue[]; onNow: (queue: OfficeQueue) => void }) {
  return (
    <Table
      name={t('nav.queues')}
      columns={[
        t('reports.queue'),
        t('queues_page.now'),
        t('queues_page.line'),
        t('queue.routing_short'),
        t('queue.max_wait_short'),
        t('queue.goal_short'),
        t('queue.overflow_short'),
      ]}
      actions
      class="queues-list"
    >
      {queues.map(queue => (
        <Row key={queue.id} queue={queue} queues={queues} onNow={onNow} />
      ))}
    </Table>
  )
}

function Row({ queue, queues, onNow }: { queue: OfficeQueue; queues: OfficeQueue[]; onNow: (q: OfficeQueue) => void }) {
  const { settings } = queue
  const helpers = settings.overflow.map(({ queue: id }) => queues.find(one => one.id === id)?.name ?? id)
  return (
    <tr>
      <th scope="row">
        <Link href={to('queues', queue.id)}>{queue.name}</Link>
      </th>
      <td data-name={t('queues_page.now')}>
        <span class={queue.open ? 'tag tag-ok' : 'tag tag-warn'}>
          <Icon name={queue.open ? 'check' : 'pause'} size={14} />
          {t(queue.open ? 'queues_page.open' : 'queues_page.closed')}
        </span>
        <small class="under">{untilWhen(queue)}</small>
      </td>
      <td data-name={t('queues_page.line')}>
        {t('queues_page.waiting_n', { n: queue.waiting, count: number(queue.waiting) })}
        <small class="under">
          {queue.oldest && t('queues_page.oldest', { time: span(secondsSince(queue.oldest)) })}
        </small>
      </td>
      <td data-name={t('queue.routing_short')}>
        {t(settings.routing === 'push' ? 'queue.push_short' : 'queue.pull_short')}
      </td>
      <td data-name={t('queue.max_wait_short')} class="nowrap">
        {span(settings.max_wait * 60)}
      </td>
      <td data-name={t('queue.goal_short')} class="nowrap">
        {duration(settings.goal)}
      </td>
      <td data-name={t('queue.overflow_short')}>{helpers.join(', ') || '–'}</td>
      <td class="cell-actions">
        <button type="button" class="btn btn-outline-primary btn-xs" onClick={() => onNow(queue)}>
          {t('queues_page.open_close')}
          <span class="visually-hidden">: {queue.name}</span>
        </button>
      </td>
    </tr>
  )
}
