import { useState } from 'preact/hooks'
import type { BoardQueue } from '../../api/board-types'
import { t } from '../i18n'
import type { OfficeApi } from '../queues/api'
import { InputField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { useForm } from '../ui/use-form'
import type { DialogProps } from './line-dialog'

interface Props extends Omit<DialogProps, 'board'> {
  api: Pick<OfficeApi, 'queue' | 'save'>
  queue: BoardQueue
}

// The longest wait of a queue, raised or lowered in a moment.
export function LimitDialog({ api, queue, onDone, onClose }: Props) {
  const [minutes, setMinutes] = useState(String(queue.max_wait))
  const n = Number(minutes)
  const right = Number.isInteger(n) && n >= 1 && n <= 1440
  const set = async (max_wait: number) => {
    const { settings, revision } = await api.queue(queue.id) // what others have decided meanwhile stays
    await api.save(queue.id, { ...settings, max_wait }, revision)
  }
  const form = useForm(right, async () => {
    await set(n)
    onClose()
    onDone(t('board.limit_set', { queue: queue.name, n }), () => set(queue.max_wait))
  })
  return (
    <FormDialog title={queue.name} form={form} onClose={onClose}>
      <InputField
        label={t('queue.max_wait')}
        hint={t('queue.max_wait_hint')}
        error={form.tried && !right ? t('queue.need_minutes') : undefined}
        type="number"
        min={1}
        value={minutes}
        onText={setMinutes}
        data-focus
      />
    </FormDialog>
  )
}
