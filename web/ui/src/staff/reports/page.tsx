import type { Summary } from '../../api/report-types'
import { Link } from '../app/link'
import { periods, to } from '../app/router'
import { session } from '../app/session'
import { decimal, duration, number, percent, t } from '../i18n'
import { Empty, Loaded } from '../ui/states'
import { useLoad } from '../ui/use-load'
import { Comments } from './comments'
import { DayChart } from './day-chart'
import { QueueTable } from './queue-table'
import { Shares } from './shares'

export function ReportsPage({ days }: { days: number }) {
  const summary = useLoad(`summary ${days}`, () => session.client.get<Summary>(`/reports/summary?days=${days}`))
  return (
    <div class="page">
      <header class="page-head page-head-row">
        <div>
          <h1>{t('nav.reports')}</h1>
          <p class="muted">{t('reports.lead')}</p>
        </div>
        <nav class="segments" aria-label={t('reports.period')}>
          {periods.map(period => (
            <Link
              key={period}
              href={`${to('reports')}?days=${period}`}
              {...(period === days && { 'aria-current': 'true' })}
            >
              {t('reports.days', { n: period })}
            </Link>
          ))}
        </nav>
      </header>
      <Loaded value={summary.value} failure={summary.failure} onRetry={summary.reload}>
        {value => (value.conversations === 0 ? <Nothing /> : <Report summary={value} />)}
      </Loaded>
    </div>
  )
}

function Nothing() {
  return (
    <Empty icon="chart" title={t('reports.none')} help="reports">
      <p>{t('reports.none_about')}</p>
    </Empty>
  )
}

function Report({ summary }: { summary: Summary }) {
  const { conversations, turns, chats, helped, ratings } = summary
  const alone = conversations ? Math.max(0, 1 - chats.total / conversations) : 0
  const told = chats.waits_told ?? 0
  const asked = helped.yes + helped.no
  return (
    <>
      <dl class="figures">
        <Figure
          name={t('reports.conversations')}
          value={number(conversations)}
          about={t('reports.turns', { n: turns, count: number(turns) })}
        />
        <Figure name={t('reports.alone')} value={percent(alone)} about={t('reports.alone_about')} />
        <Figure
          name={t('reports.helped')}
          value={asked ? percent(helped.yes / asked) : '–'}
          about={t('reports.helped_about', { n: asked, count: number(asked) })}
        />
        <Figure
          name={t('reports.chats')}
          value={number(chats.total)}
          about={t('reports.tickets', { n: chats.tickets, count: number(chats.tickets) })}
        />
        <Figure
          name={t('reports.wait')}
          value={chats.total ? duration(chats.wait_p50_s) : '–'}
          about={chats.total ? t('reports.wait_p90', { time: duration(chats.wait_p90_s) }) : ''}
        />
        <Figure
          name={t('reports.rating')}
          value={ratings.count ? t('reports.rating_of', { n: decimal(ratings.average) }) : '–'}
          about={t('reports.rating_about', { n: ratings.count, count: number(ratings.count) })}
        />
        {told > 0 && (
          <Figure
            name={t('reports.held')}
            value={percent((chats.waits_held ?? 0) / told)}
            about={t('reports.held_about', { n: told, count: number(told) })}
          />
        )}
      </dl>
      <DayChart days={summary.by_day} />
      <div class="report-pair">
        <Shares summary={summary} />
        <QueueTable queues={summary.by_queue} />
      </div>
      {ratings.comments.length > 0 && <Comments comments={ratings.comments} />}
    </>
  )
}

function Figure({ name, value, about }: { name: string; value: string; about: string }) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd class="figure-value">{value}</dd>
      <dd class="figure-about">{about}</dd>
    </div>
  )
}
