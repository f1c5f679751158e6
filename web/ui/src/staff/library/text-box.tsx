import { useEffect, useRef, useState } from 'preact/hooks'
import type { Failure } from '../../api/client'
import { failureOf } from '../app/session'
import { type Key, t } from '../i18n'
import { Icon, type IconName } from '../ui/icons'
import { Failed } from '../ui/notice'
import { Loading } from '../ui/states'
import type { TextBox } from './codemirror'
import type { Format } from './format'

const buttons: { name: Format; icon: IconName; label: Key; keys: string }[] = [
  { name: 'bold', icon: 'bold', label: 'write.bold', keys: 'Ctrl+B' },
  { name: 'link', icon: 'chain', label: 'write.link', keys: 'Ctrl+K' },
  { name: 'list', icon: 'list', label: 'write.list', keys: 'Ctrl+Alt+L' },
  { name: 'steps', icon: 'steps', label: 'write.steps', keys: 'Ctrl+Alt+N' },
  { name: 'heading', icon: 'heading', label: 'write.heading', keys: 'Ctrl+Alt+H' },
]

interface Props {
  label: string
  text: string
  lang: string
  answer?: boolean
  box: { current: TextBox | undefined } // for who brings the cursor to a line
  onText: (text: string) => void
}

// The box in which an answer, or its whole file, is written. CodeMirror comes when it is needed.
export function WriteBox({ label, text, lang, answer = false, box, onText }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const latest = useRef({ text, onText })
  latest.current = { text, onText }
  const [ready, setReady] = useState(false)
  const [failure, setFailure] = useState<Failure | undefined>()
  useEffect(() => {
    let wanted = true
    const open = async () => {
      const { TextBox } = await import('./codemirror')
      if (!wanted || !place.current) return
      const { text } = latest.current
      const tell = (now: string) => latest.current.onText(now)
      box.current = new TextBox({ parent: place.current, text, lang, label, answer, onText: tell })
      setReady(true)
    }
    open().catch(error => setFailure(failureOf(error)))
    return () => {
      wanted = false
      box.current?.destroy()
      box.current = undefined
    }
  }, [answer, lang, label])
  useEffect(() => box.current?.set(text), [text])
  return (
    <div class="write-box">
      {answer && (
        <div class="write-tools" role="toolbar" aria-label={t('write.formats')}>
          {buttons.map(({ name, icon, label, keys }) => (
            <button
              key={name}
              type="button"
              class="icon-button"
              title={`${t(label)} (${keys})`}
              aria-label={t(label)}
              onClick={() => box.current?.format(name)}
            >
              <Icon name={icon} size={18} />
            </button>
          ))}
        </div>
      )}
      {failure && <Failed failure={failure} />}
      {!ready && !failure && <Loading />}
      <div ref={place} />
    </div>
  )
}
