import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { NoteField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { toast } from '../ui/say'
import { useForm } from '../ui/use-form'
import type { ChatDialogProps } from './transfer-dialog'

export function SendBackDialog({ place: { desk }, chat, onDone, onClose }: ChatDialogProps) {
  const [note, setNote] = useState('')
  const missing = !note.trim()
  const form = useForm(!missing, async () => {
    await desk.sendBack(chat, note.trim())
    toast(t('send_back.done'), 'ok')
    onDone()
  })
  return (
    <FormDialog title={t('send_back.title')} act={t('act.send_back')} form={form} onClose={onClose}>
      <p class="muted">{t('send_back.lead')}</p>
      <NoteField
        label={t('send_back.note')}
        hint={t('send_back.note_hint')}
        error={form.tried && missing ? t('send_back.need_note') : undefined}
        value={note}
        onText={setNote}
        data-focus
      />
    </FormDialog>
  )
}
