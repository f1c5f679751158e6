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
  const { busy, failure, run } = useAct()
  const steps = new Steps(editor, libraryApi(session.client))
  const { draft } = entry
  const reviewer = session.can('reviewer')
  const locked = draft?.publish_at !== undefined
  const close = () => setAsking(undefined)
  const publish = () => setAsking('publish')
  useShortcuts({ 'Alt+KeyP': () => reviewer && draft && !locked && publish() })
  return (
    <>
      <div class="workbench-bar">
        {draft && reviewer && !locked && (
          <button type="button" class="btn btn-primary btn-sm" onClick={publish}>
            {t('publish.open')} <kbd>Alt+P</kbd>
          </button>
        )}
        {draft && draft.state === 'draft' && !locked && (
          <button
            type="button"
            class={`btn btn-sm ${reviewer ? 'btn-outline-primary' : 'btn-primary'}`}
            onClick={() => setAsking('review')}
          >
            {t('review.ask')}
          </button>
        )}
        {draft && draft.state === 'review' && !locked && (
          <Act busy={busy} onClick={() => run(() => steps.backToDraft())} name={t('review.back')} />
        )}
        {locked && <Act busy={busy} onClick={() => run(() => steps.unschedule())} name={t('schedule.off')} />}
        {draft && !locked && <Act busy={busy} onClick={() => run(() => steps.discard())} name={t('entry.discard')} />}
        {entry.published && !draft && reviewer && (
          <Act busy={busy} onClick={() => setAsking('archive')} name={t('archive.open')} />
        )}
        {entry.state === 'archived' && reviewer && (
          <Act busy={busy} onClick={() => run(() => steps.unarchive())} name={t('archive.restore')} />
        )}
        <Saved editor={editor} />
      </div>
      {failure && <Failed failure={failure} />}
      {asking === 'publish' && (
        <PublishDialog
          steps={steps}
          editor={editor}
          onClose={close}
          onDone={text => {
            close()
            toast(text, 'ok')
          }}
        />
      )}
      {asking === 'review' && <ReviewDialog steps={steps} onClose={close} />}
      {asking === 'archive' && <ArchiveDialog steps={steps} entry={entry} onClose={close} />}
    </>
  )
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
