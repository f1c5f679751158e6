import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { NoteField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { toast } from '../ui/say'
import { useForm } from '../ui/use-form'
import type { Steps } from './steps'

export function ReviewDialog({ steps, onClose }: { steps: Steps; onClose: () => void }) {
  const [note, setNote] = useState('')
  const form = useForm(true, async () => {
    await steps.askReview(note.trim())
    toast(t('review.sent'), 'ok')
    onClose()
  })
  return (
    <FormDialog title={t('review.ask')} form={form} act={t('review.ask')} onClose={onClose}>
      <p>{t('review.about')}</p>
      <NoteField label={t('review.note')} value={note} onText={setNote} />
    </FormDialog>
  )
}
