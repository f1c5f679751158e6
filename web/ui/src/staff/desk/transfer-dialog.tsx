import { useState } from 'preact/hooks'
import type { Workplace } from '../app/workplace'
import { t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import type { Chat } from './chat'
import { useAct } from './use-act'

export interface ChatDialogProps {
  place: Workplace
  chat: Chat
  onDone: () => void
  onClose: () => void
}

export function TransferDialog({ place: { desk }, chat, onDone, onClose }: ChatDialogProps) {
  const [queue, setQueue] = useState('')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAct()
  const others = desk.queues.value.filter(one => one.id !== chat.summary.value.queue)
  const name = others.find(one => one.id === queue)?.name ?? ''

  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (!queue) return
    run(async () => {
      await desk.transfer(chat, queue, note.trim())
      toast(t('transfer.done', { name }), 'ok')
      onDone()
    })
  }
  return (
    <Dialog title={t('transfer.title')} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div class="dialog-body">
          {failure && <Failed failure={failure} />}
          <p class="muted">{t('transfer.lead')}</p>
          <Field label={t('transfer.queue')} error={tried && !queue ? t('transfer.need_queue') : undefined}>
            {ids => (
              <select
                {...ids}
                data-focus
                class="form-control"
                value={queue}
                onChange={e => setQueue(e.currentTarget.value)}
              >
                <option value="">{t('transfer.choose')}</option>
                {others.map(one => (
                  <option key={one.id} value={one.id}>
                    {one.name} · {one.open ? t('transfer.waiting', { n: one.waiting }) : t('queues.closed')}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={t('transfer.note')} hint={t('transfer.note_hint')}>
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
            {t('act.transfer')}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}
