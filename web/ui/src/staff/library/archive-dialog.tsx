import { useMemo, useState } from 'preact/hooks'
import type { EntryDetail } from '../../api/studio-types'
import { session } from '../app/session'
import { t } from '../i18n'
import { FormDialog } from '../ui/form-dialog'
import { useForm } from '../ui/use-form'
import { useLoad } from '../ui/use-load'
import { libraryApi } from './api'
import { EntryPicker } from './entry-picker'
import type { Steps } from './steps'

interface Props {
  steps: Steps
  entry: EntryDetail
  onClose: () => void
}

// Takes an entry out of use; who follows an old link to it may be led to another.
export function ArchiveDialog({ steps, entry, onClose }: Props) {
  const api = useMemo(() => libraryApi(session.client), [])
  const entries = useLoad('entries', api.entries)
  const [redirect, setRedirect] = useState('')
  const others = (entries.value ?? []).filter(one => one.id !== entry.id && one.lang === entry.lang && one.published)
  const form = useForm(true, async () => {
    await steps.archive(redirect)
    onClose()
  })
  const target = others.find(one => one.id === redirect)
  return (
    <FormDialog title={t('archive.title')} form={form} act={t('archive.open')} onClose={onClose}>
      <p>{t('archive.about')}</p>
      <EntryPicker entries={others} value={redirect} onChange={id => setRedirect(id === redirect ? '' : id)} />
      <p class="muted">{target ? t('archive.to', { question: target.question }) : t('archive.to_none')}</p>
    </FormDialog>
  )
}
