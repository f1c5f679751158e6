import type { Summary } from '../../api/report-types'
import { type Key, number, percent, t } from '../i18n'

interface Share {
  name: Key
  n: number
}

// How Sportello replied, and what the students said of it.
export function Shares({ summary: { by_kind, helped } }: { summary: Summary }) {
  const replies: Share[] = [
    { name: 'reports.answer', n: by_kind.answer },
    { name: 'reports.choices', n: by_kind.choices },
    { name: 'reports.handoff', n: by_kind.handoff },
  ]
  const said: Share[] = [
    { name: 'reports.yes', n: helped.yes },
    { name: 'reports.no', n: helped.no },
  ]
  return (
    <section class="chart">
      <h2>{t('reports.replies')}</h2>
      <Group shares={replies} />
      <h3>{t('reports.said')}</h3>
      <Group shares={said} />
    </section>
  )
}

function Group({ shares }: { shares: Share[] }) {
  const all = Math.max(
    1,
    shares.reduce((sum, share) => sum + share.n, 0),
  )
  return (
    <dl class="shares">
      {shares.map(({ name, n }) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>
            <svg width="100%" height="10" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class="rail" width="100" height="10" />
              <rect class="bar-b" width={(100 * n) / all} height="10" />
            </svg>
            <span>
              <strong>{percent(n / all)}</strong> {number(n)}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
