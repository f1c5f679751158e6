import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Failure } from '../../api/client'
import { failureOf } from '../app/session'
import { t } from '../i18n'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import { Loading } from '../ui/states'
import type { TextBox } from './codemirror'
import { PictureDialog } from './picture-dialog'
import { WriteTools } from './write-tools'

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
  const [files, setFiles] = useState<File[]>([]) // pictures on their way in, one after the other
  const first = files[0]
  const take = (files: File[]) => {
    const pictures = files.filter(file => file.type.startsWith('image/'))
    const other = files.find(file => !pictures.includes(file))
    if (other) toast(t('picture.not_picture', { name: other.name }), 'warn')
    setFiles(waiting => [...waiting, ...pictures])
  }
  const latest = useRef({ text, onText, take })
  latest.current = { text, onText, take }
  const [ready, setReady] = useState(false)
  const [failure, setFailure] = useState<Failure | undefined>()
  useEffect(() => {
    let wanted = true
    const open = async () => {
      const { TextBox } = await import('./codemirror')
      if (!wanted || !place.current) return
      const { text } = latest.current
      const tell = (now: string) => latest.current.onText(now)
      const onFiles = (files: File[]) => latest.current.take(files)
      box.current = new TextBox({ parent: place.current, text, lang, label, answer, onText: tell, onFiles })
      setReady(true)
    }
    open().catch(error => setFailure(failureOf(error)))
    return () => {
      wanted = false
      box.current?.destroy()
      box.current = undefined
    }
  }, [answer, lang, label])
  // Before the next key: later, a text of a moment ago would take away what was typed since.
  useLayoutEffect(() => box.current?.set(text), [text])
  return (
    <div class="write-box">
      {answer && <WriteTools box={box} onFiles={take} />}
      {failure && <Failed failure={failure} />}
      {!ready && !failure && <Loading />}
      <div ref={place} />
      {first && (
        <PictureDialog
          key={first.name}
          file={first}
          onInsert={markdown => box.current?.insert(markdown)}
          onClose={() => setFiles(files.slice(1))}
        />
      )}
    </div>
  )
}
