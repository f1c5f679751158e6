import { useState } from 'preact/hooks'
import type { EntryDetail } from '../../api/studio-types'
import { session } from '../app/session'
import { useShortcuts } from '../app/shortcuts'
import { t, time } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import { libraryApi } from './api'
import { ArchiveDialog } from './archive-dialog'
import type { EntryEditor } from './editor'
import { readOnly } from './folder-notice'
import { PublishDialog } from './publish-dialog'
import { ReviewDialog } from './review-dialog'
import { Steps } from './steps'

interface Props {
  editor: EntryEditor
  entry: EntryDetail
}

type Asking = 'publish' | 'review' | 'archive' | undefined

// What can be done with the entry now, by this person, and whether all is saved; in sight
// wherever one has scrolled to.
export function EntryBar({ editor, entry }: Props) {
  const [asking, setAsking] = useState<Asking>()
  const act = useAct()
  const steps = new Steps(editor, libraryApi(session.client))
  useShortcuts({ 'Alt+KeyP': () => canPublish(entry) && setAsking('publish') })
  if (readOnly.value) return null
  return (
    <>
      <div class="workbench-bar">
        <Ask entry={entry} onAsk={setAsking} />
        <Acts entry={entry} steps={steps} act={act} />
        <Saved editor={editor} />
      </div>
      {act.failure && <Failed failure={act.failure} />}
      <Asked asking={asking} steps={steps} editor={editor} entry={entry} onClose={() => setAsking(undefined)} />
    </>
  )
}

// A draft on the schedule is changed by nobody.
const open = ({ draft }: EntryDetail): boolean => draft !== undefined && !draft.publish_at

const canPublish = (entry: EntryDetail): boolean => open(entry) && session.can('reviewer') && !readOnly.value

// What asks something first.
function Ask({ entry, onAsk }: { entry: EntryDetail; onAsk: (what: Asking) => void }) {
  const publisher = canPublish(entry)
  return (
    <>
      {publisher && (
        <button type="button" class="btn btn-primary btn-sm" onClick={() => onAsk('publish')}>
          {t('publish.open')} <kbd>Alt+P</kbd>
        </button>
      )}
      {open(entry) && entry.draft?.state === 'draft' && (
        <button
          type="button"
          class={`btn btn-sm ${publisher ? 'btn-outline-primary' : 'btn-primary'}`}
          onClick={() => onAsk('review')}
        >
          {t('review.ask')}
        </button>
      )}
      {entry.published && !entry.draft && session.can('reviewer') && (
        <Act busy={false} onClick={() => onAsk('archive')} name={t('archive.open')} />
      )}
    </>
  )
}

// What is done at once.
function Acts({ entry, steps, act }: { entry: EntryDetail; steps: Steps; act: ReturnType<typeof useAct> }) {
  const { busy, run } = act
  return (
    <>
      {open(entry) && entry.draft?.state === 'review' && (
        <Act busy={busy} onClick={() => run(() => steps.backToDraft())} name={t('review.back')} />
      )}
      {entry.draft?.publish_at && (
        <Act busy={busy} onClick={() => run(() => steps.unschedule())} name={t('schedule.off')} />
      )}
      {open(entry) && <Act busy={busy} onClick={() => run(() => steps.discard())} name={t('entry.discard')} />}
      {entry.state === 'archived' && session.can('reviewer') && (
        <Act busy={busy} onClick={() => run(() => steps.unarchive())} name={t('archive.restore')} />
      )}
    </>
  )
}

interface AskedProps extends Props {
  asking: Asking
  steps: Steps
  onClose: () => void
}

function Asked({ asking, steps, editor, entry, onClose }: AskedProps) {
  const done = (text: string) => {
    onClose()
    toast(text, 'ok')
  }
  if (asking === 'publish') return <PublishDialog steps={steps} editor={editor} onClose={onClose} onDone={done} />
  if (asking === 'review') return <ReviewDialog steps={steps} onClose={onClose} />
  if (asking === 'archive') return <ArchiveDialog steps={steps} entry={entry} onClose={onClose} />
  return null
}

function Act({ busy, name, onClick }: { busy: boolean; name: string; onClick: () => void }) {
  return (
    <button type="button" class="btn btn-outline-primary btn-sm" aria-disabled={busy} onClick={onClick}>
      {name}
    </button>
  )
}

// Said to the eyes only: a screen reader hears of what went wrong, not of each save.
function Saved({ editor }: { editor: EntryEditor }) {
  const { saving, dirty, savedAt, conflict, failure } = editor.keeper
  const troubled = conflict.value || failure.value
  return (
    <span class="muted saved">
      {!troubled && saving.value && t('entry.saving')}
      {!troubled && !saving.value && dirty.value && t('entry.unsaved')}
      {!saving.value && !dirty.value && savedAt.value && (
        <>
          <Icon name="check" size={15} /> {t('entry.saved_at', { time: time(savedAt.value) })}
        </>
      )}
    </span>
  )
}
