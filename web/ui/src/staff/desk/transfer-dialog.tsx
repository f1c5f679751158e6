import { useState } from 'preact/hooks'
import type { QueueSummary } from '../../api/staff-types'
import type { Workplace } from '../app/workplace'
import { t } from '../i18n'
import { NoteField, SelectField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { toast } from '../ui/say'
import { useForm } from '../ui/use-form'
import type { Chat } from './chat'

export interface ChatDialogProps {
  place: Workplace
  chat: Chat
  onDone: () => void
  onClose: () => void
}

export function TransferDialog({ place: { desk }, chat, onDone, onClose }: ChatDialogProps) {
  const [queue, setQueue] = useState('')
  const [note, setNote] = useState('')
  const others = desk.queues.value.filter(one => one.id !== chat.summary.value.queue)
  const name = others.find(one => one.id === queue)?.name ?? ''
  const form = useForm(queue !== '', async () => {
    await desk.transfer(chat, queue, note.trim())
    toast(t('transfer.done', { name }), 'ok')
    onDone()
  })
  return (
    <FormDialog title={t('transfer.title')} act={t('act.transfer')} form={form} onClose={onClose}>
      <p class="muted">{t('transfer.lead')}</p>
      <SelectField
        label={t('transfer.queue')}
        error={form.tried && !queue ? t('transfer.need_queue') : undefined}
        value={queue}
        onChoose={setQueue}
        none={t('transfer.choose')}
        options={others.map(one => ({ id: one.id, name: `${one.name} · ${lineOf(one)}` }))}
        data-focus
      />
      <NoteField label={t('transfer.note')} hint={t('transfer.note_hint')} value={note} onText={setNote} />
    </FormDialog>
  )
}

const lineOf = ({ open, waiting }: QueueSummary) => (open ? t('transfer.waiting', { n: waiting }) : t('queues.closed'))
