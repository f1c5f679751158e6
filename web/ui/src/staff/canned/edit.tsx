import { useState } from 'preact/hooks'
import type { Canned } from '../../api/staff-types'
import type { Conflict } from '../app/book'
import { t } from '../i18n'
import { Notice } from '../ui/notice'
import { toast } from '../ui/say'
import type { QueueName } from '../users/queue-names'
import { type CannedBook, type CannedRow, type Draft, draftOf } from './api'
import { CannedForm } from './form'

interface Props {
  row: CannedRow
  book: CannedBook
  queues: QueueName[]
  onClose: () => void
}

// Where another was quicker, both texts are there and one chooses.
export function EditForm({ row, book, queues, onClose }: Props) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(row.item))
  const [conflict, setConflict] = useState<Conflict<Canned> | undefined>()
  const stale = conflict?.kind === 'stale'
  const save = async (mine: Draft) => {
    const read = stale ? conflict.theirs : row.item
    const found = conflict?.kind === 'gone' ? await book.addAgain(row, mine) : await book.save(row, read, mine)
    if (found) {
      setConflict(found)
      return
    }
    toast(t('canned.saved'), 'ok')
    onClose()
  }
  const cancel = () => {
    onClose()
    if (conflict) book.take(row, conflict)
  }
  return (
    <CannedForm
      label={t('canned.edit')}
      draft={draft}
      onDraft={setDraft}
      queues={queues}
      save={save}
      onCancel={cancel}
      {...(conflict && {
        saveName: t(stale ? 'canned.stale_mine' : 'canned.gone_add'),
        cancelName: t(stale ? 'canned.stale_theirs' : 'canned.gone_leave'),
      })}
    >
      {conflict && <Told conflict={conflict} />}
    </CannedForm>
  )
}

function Told({ conflict }: { conflict: Conflict<Canned> }) {
  if (conflict.kind === 'gone') {
    return (
      <Notice tone="warn" title={t('canned.gone')}>
        <p>{t('canned.gone_do')}</p>
      </Notice>
    )
  }
  return (
    <Notice tone="warn" title={t('canned.stale', { name: conflict.theirs.changed_by })}>
      <p>{t('canned.stale_now')}</p>
      <p class="pre">
        /{conflict.theirs.name}: {conflict.theirs.text}
      </p>
    </Notice>
  )
}
