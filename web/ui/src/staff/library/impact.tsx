import type { ChangedQuestion, Impact } from '../../api/studio-types'
import { number, t } from '../i18n'
import { Icon, type IconName } from '../ui/icons'
import { Loading } from '../ui/states'
import { outcomeWords } from './outcome'

const icons: Record<ChangedQuestion['verdict'], IconName> = { better: 'up', worse: 'down', changed: 'transfer' }
const looks: Record<ChangedQuestion['verdict'], string> = { better: 'tag-ok', worse: 'tag-bad', changed: 'tag-blue' }

// The questions that would be answered otherwise, each before and after.
export function ImpactView({ impact, label }: { impact: Impact; label?: string }) {
  const { changes, changed, tests, replayed, known, months } = impact
  return (
    <section class="impact" aria-label={label ?? t('impact.title', { n: changes })}>
      <div role="status">
        <h3>{changes > 0 ? t('impact.title', { n: changes }) : t('impact.none')}</h3>
      </div>
      <p class="muted">
        {replayed > 0
          ? t('impact.about', { n: number(replayed), known: number(known), months: number(months) })
          : t('impact.no_questions')}{' '}
        {impact.cut_short && t('impact.cut')}
      </p>
      {tests.total > 0 && (
        <p class={tests.right_after < tests.right_before ? 'field-error' : undefined}>
          {t('impact.tests', { before: tests.right_before, after: tests.right_after, all: tests.total })}
        </p>
      )}
      <ul class="impact-list">
        {changed.map(one => (
          <li key={`${one.from} ${one.lang} ${one.text}`}>
            <p class="impact-question">
              <span class={`tag ${looks[one.verdict]}`}>
                <Icon name={icons[one.verdict]} size={13} /> {t(`verdict.${one.verdict}`)}
              </span>{' '}
              <strong lang={one.lang}>«{one.text}»</strong>{' '}
              <span class="muted">{one.from === 'test' ? t('impact.test') : t('impact.asked', { n: one.count })}</span>
            </p>
            <dl>
              <dt>{t('impact.before')}</dt>
              <dd>{outcomeWords(one.before)}</dd>
              <dt>{t('impact.after')}</dt>
              <dd>{outcomeWords(one.after)}</dd>
            </dl>
          </li>
        ))}
      </ul>
      {changes > changed.length && <p class="muted">{t('impact.more', { n: changes - changed.length })}</p>}
    </section>
  )
}

// While the questions are asked again.
export function Replaying() {
  return (
    <div role="status">
      <p class="muted">{t('publish.replaying')}</p>
      <Loading />
    </div>
  )
}
