import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import type { ChatDialogProps } from './transfer-dialog'
import { useAct } from './use-act'

export function SendBackDialog({ place: { desk }, chat, onDone, onClose }: ChatDialogProps) {
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAct()

  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (!note.trim()) return
    run(async () => {
      await desk.sendBack(chat, note.trim())
      toast(t('send_back.done'), 'ok')
      onDone()
    })
  }
  return (
    <Dialog title={t('send_back.title')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div class="dialog-body">
          {failure && <Failed failure={failure} />}
          <p class="muted">{t('send_back.lead')}</p>
          <Field
            label={t('send_back.note')}
            hint={t('send_back.note_hint')}
            error={tried && !note.trim() ? t('send_back.need_note') : undefined}
          >
            {ids => (
              <textarea
                {...ids}
                data-focus
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
            {t('act.send_back')}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}
