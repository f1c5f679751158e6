import { useEffect, useRef } from 'preact/hooks'
import { Link } from '../app/link'
import { to } from '../app/router'
import { t } from '../i18n'
import { Notice } from '../ui/notice'
import type { Intake } from './intake'

// What was made, with links; what was not, with the reasons.
export function Result({ intake }: { intake: Intake }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const all = intake.made.value ?? []
  const made = all.filter(entry => entry.made)
  const not = all.filter(entry => !entry.made)
  const question = (id: string) => intake.rows.value.find(row => row.proposal.id === id)?.question || id
  return (
    <section aria-labelledby="intake-made">
      <h2 id="intake-made" ref={heading} tabIndex={-1}>
        {t('intake.made', { n: made.length })}
      </h2>
      {made.length > 0 && <p class="muted">{t('intake.made_do')}</p>}
      {not.length > 0 && (
        <Notice tone="warn" title={t('intake.not_made', { n: not.length })}>
          <ul>
            {not.map(({ id }) => (
              <li key={id}>
                <strong>{question(id)}</strong> {t('intake.id_taken', { id })}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <ul class="intake-made">
        {made.map(({ id, problems }) => (
          <li key={id}>
            <Link href={to('library', id)}>{question(id)}</Link>
            {problems.length > 0 && (
              <p class="intake-bad">
                {t('intake.to_mend', { what: problems.map(problem => problem.message).join(' ') })}
              </p>
            )}
          </li>
        ))}
      </ul>
      <button type="button" class="btn btn-primary btn-sm" onClick={() => intake.again()}>
        {t('intake.other_file')}
      </button>
    </section>
  )
}
