import { useState } from 'preact/hooks'
import type { Outcome } from '../../api/staff-types'
import { t } from '../i18n'
import { NoteField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { toast } from '../ui/say'
import { useForm } from '../ui/use-form'
import { EntrySearch } from './entry-search'
import type { ChatDialogProps } from './transfer-dialog'

const outcomes: Outcome[] = ['resolved', 'answered_by_entry', 'missing_entry', 'not_resolved', 'abandoned']

// How it ended. Two of the outcomes teach the library: the entry that would have answered,
// or that none does.
export function CloseDialog({ place, chat, onDone, onClose }: ChatDialogProps) {
  const [outcome, setOutcome] = useState<Outcome | undefined>(chat.left.peek() ? 'abandoned' : undefined)
  const [entry, setEntry] = useState('')
  const [note, setNote] = useState('')
  const unsent = chat.outbox.items.value.length
  const byEntry = outcome === 'answered_by_entry'
  const form = useForm(outcome !== undefined && !(byEntry && !entry), async () => {
    if (!outcome) return
    await place.desk.close(chat, { outcome, entry: byEntry ? entry : '', note: note.trim() })
    toast(t('close.done'), 'ok')
    onDone()
  })
  return (
    <FormDialog title={t('close.title')} act={t('act.close')} form={form} onClose={onClose} wide>
      {unsent > 0 && <p class="field-error">{t('close.unsent', { n: unsent })}</p>}
      <fieldset class="choices">
        <legend>{t('close.how')}</legend>
        {form.tried && !outcome && <p class="field-error">{t('close.need_outcome')}</p>}
        {outcomes.map((one, i) => (
          <label key={one} class="choice">
            <input
              type="radio"
              name="outcome"
              {...(i === 0 && { 'data-focus': true })}
              checked={outcome === one}
              onChange={() => setOutcome(one)}
            />
            <span>
              <strong>{t(`outcome.${one}`)}</strong>
              <small>{t(`outcome.${one}_about`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {byEntry && (
        <EntrySearch
          api={place.api}
          chat={chat}
          value={entry}
          onChange={setEntry}
          error={form.tried && !entry ? t('close.need_entry') : undefined}
        />
      )}
      <NoteField
        label={t('close.note')}
        hint={t(outcome === 'missing_entry' ? 'close.note_missing' : 'close.note_hint')}
        value={note}
        onText={setNote}
      />
    </FormDialog>
  )
}
