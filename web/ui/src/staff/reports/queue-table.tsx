import type { Summary } from '../../api/report-types'
import { decimal, duration, number, t } from '../i18n'

// Chats and waits by queue; the bars stand in the cells, so the table is the chart.
export function QueueTable({ queues }: { queues: Summary['by_queue'] }) {
  const most = Math.max(1, ...queues.map(queue => queue.chats))
  const sorted = [...queues].sort((a, b) => b.chats - a.chats)
  return (
    <section class="chart">
      <h2>{t('reports.by_queue')}</h2>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">{t('reports.queue')}</th>
            <th scope="col" colSpan={2}>
              {t('reports.chats')}
            </th>
            <th scope="col" class="num">
              {t('reports.wait')}
            </th>
            <th scope="col" class="num">
              {t('reports.p90')}
            </th>
            <th scope="col" class="num">
              {t('reports.rating')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(queue => (
            <tr key={queue.queue}>
              <th scope="row">{queue.name}</th>
              <td class="cell-bar">
                <svg width="100%" height="12" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="bar-b" width={(100 * queue.chats) / most} height="12" />
                </svg>
              </td>
              <td class="num" data-name={t('reports.chats')}>
                {number(queue.chats)}
              </td>
              <td class="num" data-name={t('reports.wait')}>
                {duration(queue.wait_p50_s)}
              </td>
              <td class="num" data-name={t('reports.p90')}>
                {duration(queue.wait_p90_s)}
              </td>
              <td class="num" data-name={t('reports.rating')}>
                {queue.rating_count ? `${decimal(queue.rating_average)} (${number(queue.rating_count)})` : '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
