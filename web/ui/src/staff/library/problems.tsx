import type { Problem } from '../../api/staff-types'
import { t } from '../i18n'
import { Icon } from '../ui/icons'

// What keeps the text from being published, each with its line.
export function Problems({ problems, onLine }: { problems: Problem[]; onLine: (line: number) => void }) {
  return (
    <div id="problems" class="problems" role="status">
      {problems.length === 0 ? (
        <p class="problems-none">
          <Icon name="check" size={16} /> {t('entry.no_problems')}
        </p>
      ) : (
        <>
          <p class="problems-title">{t('entry.problems', { n: problems.length })}</p>
          <ul>
            {problems.map(problem => (
              <li key={`${problem.line}-${problem.message}`}>
                <button type="button" class="btn-plain" onClick={() => onLine(problem.line)}>
                  {t('entry.line', { n: problem.line })}
                </button>{' '}
                {problem.message}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
