import type { EntryDetail } from '../../api/studio-types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { moment, t } from '../i18n'
import { Failed, Notice } from '../ui/notice'
import type { EntryEditor } from './editor'
import { MergeView } from './merge-view'

// What one must know of the entry before going on.
export function Notices({ editor, entry }: { editor: EntryEditor; entry: EntryDetail }) {
  const { conflict, failure, mergedWith, restored } = editor.keeper
  const { draft } = entry
  if (conflict.value) return <MergeView keeper={editor.keeper} conflict={conflict.value} />
  return (
    <>
      {failure.value && (
        <Failed failure={failure.value} title="entry.not_saved" onRetry={() => void editor.keeper.save()} />
      )}
      {restored.value && <Notice tone="info" title={t('entry.restored')} />}
      {mergedWith.value && (
        <Notice tone="info" title={t('merge.done', { name: mergedWith.value })}>
          <p>{t('merge.done_do')}</p>
        </Notice>
      )}
      {draft?.failure && (
        <Notice
          tone="warn"
          title={t(draft.failure === 'stale' ? 'schedule.failed_stale' : 'schedule.failed_problems')}
        />
      )}
      {draft?.publish_at && (
        <Notice tone="info" live={false} title={t('schedule.at', { when: moment(draft.publish_at) })}>
          <p>{t('schedule.locked')}</p>
        </Notice>
      )}
      {draft?.state === 'review' && !draft.publish_at && (
        <Notice tone="info" live={false} title={t('review.asked', { name: draft.author })}>
          {draft.note && <p class="pre">{draft.note}</p>}
        </Notice>
      )}
      {entry.state === 'archived' && (
        <Notice tone="info" live={false} title={t('archive.is')}>
          <p>
            {entry.redirect_to ? t('archive.redirects') : t('archive.gone')}{' '}
            {entry.redirect_to && <Link href={to('library', entry.redirect_to)}>{entry.redirect_to}</Link>}
          </p>
        </Notice>
      )}
      {entry.alarms.length > 0 && (
        <Notice tone="warn" live={false} title={t('alarms.title')}>
          <ul>
            {entry.alarms.map(({ code, message }) => (
              <li key={code}>{message}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
