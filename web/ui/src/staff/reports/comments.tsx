import type { Summary } from '../../api/report-types'
import { date, t } from '../i18n'

// The words that students left, without who wrote them and whom they met.
export function Comments({ comments }: { comments: Summary['ratings']['comments'] }) {
  return (
    <section class="chart">
      <h2>{t('reports.comments')}</h2>
      <p class="muted">{t('reports.comments_about')}</p>
      <ul class="comments">
        {comments.map(({ day, name, stars, text }) => (
          <li key={`${day} ${name} ${text}`}>
            <p class="pre">«{text}»</p>
            <p class="muted">
              {t('reports.rating_of', { n: stars })} · {name} · {date(day)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
