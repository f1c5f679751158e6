import { useState } from 'preact/hooks'
import type { Outcome } from '../../api/staff-types'
import { t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import { EntrySearch } from './entry-search'
import type { ChatDialogProps } from './transfer-dialog'
import { useAct } from './use-act'

const outcomes: Outcome[] = ['resolved', 'answered_by_entry', 'missing_entry', 'not_resolved', 'abandoned']

// How it ended. Two of the outcomes teach the library: the entry that would have answered,
// or that none does.
export function CloseDialog({ place, chat, onDone, onClose }: ChatDialogProps) {
  const [outcome, setOutcome] = useState<Outcome | undefined>(chat.left.peek() ? 'abandoned' : undefined)
  const [entry, setEntry] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAct()
  const unsent = chat.outbox.items.value.length

  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (!outcome || (outcome === 'answered_by_entry' && !entry)) return
    run(async () => {
      const of = outcome === 'answered_by_entry' ? entry : ''
      await place.desk.close(chat, { outcome, entry: of, note: note.trim() })
      toast(t('close.done'), 'ok')
      onDone()
    })
  }
  return (
    <Dialog title={t('close.title')} onClose={onClose} wide>
      <form onSubmit={submit} noValidate>
        <div class="dialog-body">
          {failure && <Failed failure={failure} />}
          {unsent > 0 && <p class="field-error">{t('close.unsent', { n: unsent })}</p>}
          <fieldset class="choices">
            <legend>{t('close.how')}</legend>
            {tried && !outcome && <p class="field-error">{t('close.need_outcome')}</p>}
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
          {outcome === 'answered_by_entry' && (
            <EntrySearch
              api={place.api}
              chat={chat}
              value={entry}
              onChange={setEntry}
              error={tried && !entry ? t('close.need_entry') : undefined}
            />
          )}
          <Field
            label={t('close.note')}
            hint={t(outcome === 'missing_entry' ? 'close.note_missing' : 'close.note_hint')}
          >
            {ids => (
              <textarea
                {...ids}
                class="form-control"
                rows={3}
                value={note}
                onInput={event => setNote(event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        <footer class="dialog-foot">
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" class="btn btn-primary btn-sm" aria-disabled={busy}>
            {t('act.close')}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}
