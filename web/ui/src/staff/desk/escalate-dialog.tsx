import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { NoteField, SelectField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { toast } from '../ui/say'
import { useForm } from '../ui/use-form'
import type { ChatDialogProps } from './transfer-dialog'

export function EscalateDialog({ place: { desk }, chat, onDone, onClose }: ChatDialogProps) {
  const [queue, setQueue] = useState('')
  const [reason, setReason] = useState('')
  const { queue: own, queue_name } = chat.summary.value
  const missing = !reason.trim()
  const form = useForm(!missing, async () => {
    await desk.escalate(chat, queue, reason.trim())
    toast(t('escalate.done'), 'ok')
    onDone()
  })
  return (
    <FormDialog title={t('escalate.title')} act={t('escalate.title')} form={form} onClose={onClose}>
      <p class="muted">{t('escalate.lead')}</p>
      <NoteField
        label={t('escalate.reason')}
        hint={t('escalate.reason_hint')}
        error={form.tried && missing ? t('escalate.need_reason') : undefined}
        value={reason}
        onText={setReason}
        data-focus
      />
      <SelectField
        label={t('transfer.queue')}
        value={queue}
        onChoose={setQueue}
        none={t('escalate.same', { queue: queue_name })}
        options={desk.queues.value.filter(one => one.id !== own)}
      />
    </FormDialog>
  )
}
