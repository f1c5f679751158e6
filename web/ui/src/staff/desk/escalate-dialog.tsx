import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import type { ChatDialogProps } from './transfer-dialog'
import { useAct } from './use-act'

export function EscalateDialog({ place: { desk }, chat, onDone, onClose }: ChatDialogProps) {
  const [queue, setQueue] = useState('')
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAct()
  const { queue: own, queue_name } = chat.summary.value

  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (!reason.trim()) return
    run(async () => {
      await desk.escalate(chat, queue, reason.trim())
      toast(t('escalate.done'), 'ok')
      onDone()
    })
  }
  return (
    <Dialog title={t('escalate.title')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div class="dialog-body">
          {failure && <Failed failure={failure} />}
          <p class="muted">{t('escalate.lead')}</p>
          <Field
            label={t('escalate.reason')}
            hint={t('escalate.reason_hint')}
            error={tried && !reason.trim() ? t('escalate.need_reason') : undefined}
          >
            {ids => (
              <textarea
                {...ids}
                data-focus
                class="form-control"
                rows={3}
                value={reason}
                onInput={event => setReason(event.currentTarget.value)}
              />
            )}
          </Field>
          <Field label={t('transfer.queue')}>
            {ids => (
              <select {...ids} class="form-control" value={queue} onChange={e => setQueue(e.currentTarget.value)}>
                <option value="">{t('escalate.same', { queue: queue_name })}</option>
                {desk.queues.value
                  .filter(one => one.id !== own)
                  .map(one => (
                    <option key={one.id} value={one.id}>
                      {one.name}
                    </option>
                  ))}
              </select>
            )}
          </Field>
        </div>
        <footer class="dialog-foot">
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" class="btn btn-primary btn-sm" aria-disabled={busy}>
            {t('escalate.title')}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}
