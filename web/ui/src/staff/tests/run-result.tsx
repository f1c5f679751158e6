import type { Lang } from '../../api/types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { t, time } from '../i18n'
import { Notice } from '../ui/notice'
import type { TestRow } from './api'
import { tally } from './find'
import type { Run } from './run'

// How the last run went, in one line, and where to look.
export function RunResult({ rows, run, lang }: { rows: TestRow[]; run: Run; lang: Lang }) {
  const at = run.at.value
  if (!at) return null
  const { tried, right, wrong } = tally(rows, run)
  const untried = rows.filter(row => !row.deleted).length - tried
  const other = lang === 'it' ? 'en' : 'it'
  return (
    <Notice
      tone={tried > right ? 'warn' : 'info'}
      live={false}
      title={t('tests.result_at', { n: tried, right, time: time(at) })}
    >
      {wrong[other] > 0 && (
        <p>
          <Link href={`${to('tests')}?lang=${other}`}>
            {t(other === 'en' ? 'tests.wrong_en' : 'tests.wrong_it', { n: wrong[other] })}
          </Link>
        </p>
      )}
      {untried > 0 && <p>{t('tests.untried', { n: untried })}</p>}
    </Notice>
  )
}
