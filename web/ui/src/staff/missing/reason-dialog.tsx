import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { NoteField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { useForm } from '../ui/use-form'

interface Props {
  title: string
  about: string
  label: string
  act: string
  needed?: string // what is said where the reason is missing; else it may be
  onSend: (reason: string) => Promise<void>
  onClose: () => void
}

const most = 500

// Asks why something is set aside.
export function ReasonDialog({ title, about, label, act, needed, onSend, onClose }: Props) {
  const [reason, setReason] = useState('')
  const missing = needed !== undefined && !reason.trim()
  const tooLong = reason.length > most
  const form = useForm(!missing && !tooLong, async () => {
    await onSend(reason.trim())
    onClose()
  })
  const error = missing ? needed : tooLong ? t('missing.too_long') : undefined
  return (
    <FormDialog title={title} form={form} act={act} onClose={onClose}>
      <p>{about}</p>
      <NoteField label={label} value={reason} error={form.tried ? error : undefined} onText={setReason} />
    </FormDialog>
  )
}
