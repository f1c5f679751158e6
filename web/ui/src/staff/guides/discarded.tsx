import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { go, toGuideDraft } from '../app/router'
import { t } from '../i18n'
import { UndoBar } from '../ui/undo'
import type { GuidesApi } from './api'

// The draft that was thrown away last, on the way to the page that offers it back.
export const discarded = signal<{ id: string; title: string } | undefined>(undefined)

const forget = () => {
  discarded.value = undefined
}

// The way back to a draft that was thrown away, for as long as the page is open.
export function Discarded({ api }: { api: GuidesApi }) {
  useEffect(() => forget, [])
  const draft = discarded.value
  if (!draft) return null
  const back = async () => {
    await api.unDiscard(draft.id)
    go(toGuideDraft(draft.id))
  }
  return <UndoBar undo={{ text: t('guides.discarded', { title: draft.title }), back }} onClose={forget} />
}
