import type { Alarm, Draft, EntryDetail, Replaced } from '../../api/studio-types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { session } from '../app/session'
import { type Key, moment, t } from '../i18n'
import { Failed, Notice } from '../ui/notice'
import { useAct } from '../ui/use-act'
import { libraryApi } from './api'
import type { EntryEditor } from './editor'
import { onlyOfDraft } from './filter'
import { MergeView } from './merge-view'
import { Steps } from './steps'

// What one must know of the entry before going on.
export function Notices({ editor, entry }: { editor: EntryEditor; entry: EntryDetail }) {
  const { conflict, failure, mergedWith, restored } = editor.keeper
  const { draft } = entry
  if (conflict.value) return <MergeView keeper={editor.keeper} conflict={conflict.value} />
  return (
    <>
      {failure.value && (
        <Failed failure={failure.value} title="entry.not_saved" onRetry={() => void editor.keeper.save()}>
          {failure.value.passing && <p>{t('entry.saves_again')}</p>}
        </Failed>
      )}
      {restored.value && <Notice tone="info" title={t('entry.restored')} />}
      {mergedWith.value && (
        <Notice tone="info" title={t('merge.done', { name: mergedWith.value })}>
          <p>{t('merge.done_do')}</p>
        </Notice>
      )}
      {draft && <OfDraft draft={draft} />}
      {draft?.replaces && <Replaces editor={editor} draft={draft} list={draft.replaces} />}
      {entry.state === 'archived' && (
        <Notice tone="info" live={false} title={t('archive.is')}>
          <p>
            {entry.redirect_to ? t('archive.redirects') : t('archive.gone')}{' '}
            {entry.redirect_to && <Link href={to('library', entry.redirect_to)}>{entry.redirect_to}</Link>}
          </p>
        </Notice>
      )}
      <Alarms alarms={entry.alarms} title={t('alarms.title')} />
      <Alarms alarms={onlyOfDraft(entry)} title={t('alarms.draft_title')} />
    </>
  )
}

function Alarms({ alarms, title }: { alarms: Alarm[]; title: string }) {
  if (alarms.length === 0) return null
  return (
    <Notice tone="warn" live={false} title={title}>
      <ul>
        {alarms.map(({ code, message }) => (
          <li key={`${code} ${message}`}>{message}</li>
        ))}
      </ul>
    </Notice>
  )
}

function OfDraft({ draft }: { draft: Draft }) {
  return (
    <>
      {draft.failure && (
        <Notice tone="warn" title={t(draft.failure === 'stale' ? 'schedule.failed_stale' : 'schedule.failed_problems')}>
          {draft.together && <Together id={draft.together} about="schedule.failed_together" />}
        </Notice>
      )}
      {draft.publish_at && (
        <Notice
          tone="info"
          live={false}
          title={t(draft.together ? 'schedule.at_both' : 'schedule.at', { when: moment(draft.publish_at) })}
        >
          {draft.together && <Together id={draft.together} about="schedule.together" />}
          <p>{t('schedule.locked')}</p>
        </Notice>
      )}
      {draft.state === 'review' && !draft.publish_at && (
        <Notice tone="info" live={false} title={t('review.asked', { name: draft.author })}>
          {draft.note && <p class="pre">{draft.note}</p>}
        </Notice>
      )}
    </>
  )
}

// The translation that comes out at the same moment, or neither does.
function Together({ id, about }: { id: string; about: Key }) {
  return (
    <p>
      {t(about)} <Link href={to('library', id)}>{t('schedule.open_twin')}</Link>
    </p>
  )
}

// The entries that go when this one is published.
function Replaces({ editor, draft, list }: { editor: EntryEditor; draft: Draft; list: Replaced[] }) {
  const { busy, failure, run } = useAct()
  const keep = () => run(() => new Steps(editor, libraryApi(session.client)).replaceNothing())
  return (
    <Notice tone="info" live={false} title={t('replaces.title', { n: list.length })}>
      <p>{t('replaces.about')}</p>
      <ul>
        {list.map(({ id, question }) => (
          <li key={id}>
            <Link href={to('library', id)}>{question ?? t('replaces.gone', { id })}</Link>
          </li>
        ))}
      </ul>
      {!draft.publish_at && (
        <button type="button" class="btn btn-outline-primary btn-xs" aria-disabled={busy} onClick={keep}>
          {t('replaces.keep')}
        </button>
      )}
      {failure && <Failed failure={failure} />}
    </Notice>
  )
}
