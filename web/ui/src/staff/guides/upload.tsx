import { useEffect, useRef, useState } from 'preact/hooks'
import { Failure } from '../../api/client'
import { failureOf } from '../app/session'
import { number, percent, t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { say } from '../ui/say'
import type { GuideDraft, GuidesApi, UploadOf } from './api'

interface Props {
  api: GuidesApi
  maxBytes: number
  title: string
  of: (file: File) => UploadOf | undefined // undefined: somebody is asked first
  onSent: (draft: GuideDraft) => void
  chosen?: { file: File; of: UploadOf } | undefined // sent at once
}

// A PDF is dropped, or chosen, and sent, with how far that is.
export function Upload({ api, maxBytes, title, of, onSent, chosen }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [share, setShare] = useState<number | undefined>()
  const [failure, setFailure] = useState<Failure | undefined>()
  const sending = useRef<AbortController | undefined>(undefined)
  useEffect(() => () => sending.current?.abort(), [])
  const send = async (file: File, whose: UploadOf) => {
    const stop = new AbortController()
    sending.current = stop
    setFailure(undefined)
    setShare(0)
    say(t('guides.sending', { name: file.name }))
    try {
      onSent(await api.upload(file, whose, setShare, stop.signal))
    } catch (error) {
      if (!stop.signal.aborted) setFailure(failureOf(error))
    }
    sending.current = undefined
    setShare(undefined)
  }
  useEffect(() => {
    if (chosen) void send(chosen.file, chosen.of)
  }, [chosen])
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0]
    if (!file || sending.current) return
    if (file.size > maxBytes) {
      setFailure(new Failure('guide_large', t('guides.too_large', { n: number(maxBytes / 2 ** 20) }), '', 413))
      return
    }
    const whose = of(file)
    if (whose) void send(file, whose)
  }
  return (
    <>
      {failure && <Failed failure={failure} onDismiss={() => setFailure(undefined)} />}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same with the keyboard */}
      <div
        class={`intake-drop guide-drop${over ? ' intake-over' : ''}`}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer?.files)
        }}
      >
        {share !== undefined ? (
          <Sending share={share} onStop={() => sending.current?.abort()} />
        ) : (
          <>
            <p class="empty-title">{title}</p>
            <input
              ref={input}
              type="file"
              class="visually-hidden"
              accept="application/pdf,.pdf"
              tabIndex={-1}
              aria-hidden="true"
              onChange={event => {
                take(event.currentTarget.files)
                event.currentTarget.value = '' // the same file may be chosen again
              }}
            />
            <button type="button" class="btn btn-primary btn-sm" onClick={() => input.current?.click()}>
              <Icon name="up" size={18} /> {t('guides.choose')}
            </button>
            <p class="muted">{t('guides.limits', { n: number(maxBytes / 2 ** 20) })}</p>
          </>
        )}
      </div>
    </>
  )
}

function Sending({ share, onStop }: { share: number; onStop: () => void }) {
  return (
    <div class="guide-progress">
      <label>
        {t('guides.sent', { share: percent(share) })}
        <progress max={1} value={share} />
      </label>
      <button type="button" class="btn btn-outline-primary btn-xs" onClick={onStop}>
        {t('app.cancel')}
      </button>
    </div>
  )
}
