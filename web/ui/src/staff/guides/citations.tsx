import { Link } from '../app/link'
import { to } from '../app/router'
import { t } from '../i18n'
import type { Citation } from './api'

const looks = { moved: 'tag-blue', changed: 'tag-warn', gone: 'tag-bad' }

// Entries that cite a guide, each a step away.
export function Citations({ list }: { list: Citation[] }) {
  return (
    <ul class="guide-rows">
      {list.map(one => (
        <li key={`${one.entry} ${one.page}`}>
          <div>
            <span class="tag">{one.lang.toUpperCase()}</span>{' '}
            <Link href={to('library', one.entry)}>
              <span lang={one.lang}>{one.question}</span>
            </Link>{' '}
            {one.draft && (
              <span class="tag tag-blue">{t(one.published ? 'guides.cites_in_both' : 'guides.cites_in_draft')}</span>
            )}
            <p class="muted">
              {one.page > 0 ? t('guides.cites_page', { n: one.page }) : t('guides.cites_whole')}
              {one.change && `: ${becomes(one)}`}
            </p>
          </div>
          {one.change && <span class={`tag ${looks[one.change]}`}>{t(`guides.change_${one.change}`)}</span>}
        </li>
      ))}
    </ul>
  )
}

function becomes({ change, now = 0, page }: Citation): string {
  if (change === 'gone') return t('guides.becomes_gone')
  if (change === 'moved') return t('guides.becomes_moved', { n: now })
  if (page === 0) return t('guides.becomes_changed')
  return now === page ? t('guides.becomes_changed_here') : t('guides.becomes_changed_moved', { n: now })
}
