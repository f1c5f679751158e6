import { useEffect, useState } from 'preact/hooks'
import type { Colleague } from '../../api/studio-types'
import { session } from '../app/session'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import { libraryApi } from './api'
import type { EntryEditor } from './editor'

const everyMs = 20_000

// Who else has the entry open. Tells the server that one has, and takes what others saved
// while one has nothing unsaved.
export function Presence({ editor }: { editor: EntryEditor }) {
  const [others, setOthers] = useState<Colleague[]>([])
  useEffect(() => {
    const api = libraryApi(session.client)
    const look = async () => {
      const { editing, revision, draft } = await api.here(editor.id)
      setOthers(editing)
      const entry = editor.entry.peek()
      const same = entry?.revision === revision && (entry.draft?.revision ?? 0) === (draft?.revision ?? 0)
      if (entry && !same && !editor.keeper.busy) await editor.load()
    }
    const tick = () => void look().catch(() => {}) // told with the next save
    tick()
    const timer = setInterval(tick, everyMs)
    return () => {
      clearInterval(timer)
      void api.gone(editor.id).catch(() => {})
    }
  }, [editor])
  const names = others.map(one => one.name).join(', ')
  return (
    <div role="status">
      {names && (
        <p class="presence">
          <Icon name="people" size={18} /> {t('presence.too', { n: others.length, names })}
        </p>
      )}
    </div>
  )
}
