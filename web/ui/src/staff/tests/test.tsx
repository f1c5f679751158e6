import type { EntrySummary } from '../../api/studio-types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { date, t } from '../i18n'
import { questionOf } from '../library/filter'
import { outcomeWords } from '../library/outcome'
import { Icon } from '../ui/icons'
import type { TestQuestion } from './api'
import type { Tried } from './run'

interface Props {
  test: TestQuestion
  tried: Tried | undefined
  entries: Map<string, EntrySummary> | undefined
}

// A test question, what should answer it and, where that is something else, what does.
export function Test({ test, tried, entries }: Props) {
  return (
    <>
      <p class="test-question">
        <strong lang={test.lang}>{test.text}</strong> {tried && <Verdict tried={tried} />}
      </p>
      <p>
        {test.entry ? (
          <>
            {t('tests.should')} <Entry id={test.entry} entries={entries} />
          </>
        ) : (
          t('tests.should_nothing')
        )}
      </p>
      {tried && !tried.right && (
        <p class="test-instead">
          <Icon name="warn" size={16} /> {t('tests.instead', { outcome: outcomeWords(tried.found) })}
        </p>
      )}
      <p class="book-by">{t('tests.by', { name: test.changed_by, date: date(test.changed_at) })}</p>
    </>
  )
}

function Verdict({ tried: { right, was } }: { tried: Tried }) {
  return (
    <>
      <span class={`tag ${right ? 'tag-ok' : 'tag-bad'}`}>
        <Icon name={right ? 'check' : 'cross'} size={13} /> {t(right ? 'tests.right' : 'tests.wrong')}
      </span>{' '}
      {was !== undefined && was !== right && (
        <span class="tag">{t(right ? 'tests.was_wrong' : 'tests.was_right')}</span>
      )}
    </>
  )
}

function Entry({ id, entries }: { id: string; entries: Props['entries'] }) {
  const entry = entries?.get(id)
  const gone = entries && !entry?.published
  return (
    <>
      <Link href={to('library', id)}>{entry ? questionOf(entry) : id}</Link>
      {gone && <span class="test-instead"> {t('tests.not_public')}</span>}
    </>
  )
}
