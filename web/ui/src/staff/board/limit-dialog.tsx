import { useState } from 'preact/hooks'
import type { BoardQueue } from '../../api/board-types'
import { useAct } from '../desk/use-act'
import { t } from '../i18n'
import type { OfficeApi } from '../queues/api'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Failed } from '../ui/notice'
import type { DialogProps } from './line-dialog'

interface Props extends Omit<DialogProps, 'board'> {
  api: Pick<OfficeApi, 'queue' | 'save'>
  queue: BoardQueue
}

// The longest wait of a queue, raised or lowered in a moment.
export function LimitDialog({ api, queue, onDone, onClose }: Props) {
  const [minutes, setMinutes] = useState(String(queue.max_wait))
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAct()
  const n = Number(minutes)
  const right = Number.isInteger(n) && n >= 1 && n <= 1440
  const set = async (max_wait: number) => {
    const { settings, revision } = await api.queue(queue.id) // what others have decided meanwhile stays
    await api.save(queue.id, { ...settings, max_wait }, revision)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (!right) return
    run(async () => {
      await set(n)
      onClose()
      onDone(t('board.limit_set', { queue: queue.name, n }), () => set(queue.max_wait))
    })
  }
  return (
    <Dialog title={queue.name} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div class="dialog-body">
          {failure && <Failed failure={failure} />}
          <Field
            label={t('queue.max_wait')}
            hint={t('queue.max_wait_hint')}
            error={tried && !right ? t('queue.need_minutes') : undefined}
          >
            {ids => (
              <input
                {...ids}
                data-focus
                type="number"
                min={1}
                class="form-control"
                value={minutes}
                onInput={e => setMinutes(e.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        <footer class="dialog-foot">
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" class="btn btn-primary btn-sm" aria-disabled={busy}>
            {t(busy ? 'app.saving' : 'app.save')}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}
