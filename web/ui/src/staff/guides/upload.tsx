import { useEffect, useRef, useState } from 'preact/hooks'
import { Failure } from '../../api/client'
import { failureOf } from '../app/session'
import { number, percent, t } from '../i18n'
import { FileDrop } from '../ui/file-drop'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { say } from '../ui/say'
import { type GuideDraft, type GuidesApi, maxGuideBytes, type UploadOf } from './api'

interface Props {
  api: GuidesApi
  title: string
  of: (file: File) => UploadOf | undefined // undefined: somebody is asked first
  onSent: (draft: GuideDraft) => void
  chosen?: { file: File; of: UploadOf } | undefined // sent at once
}

// A PDF is dropped, or chosen, and sent, with how far that is.
export function Upload({ api, title, of, onSent, chosen }: Props) {
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
  const take = (file: File) => {
    if (sending.current) return
    if (file.size > maxGuideBytes) {
      setFailure(new Failure('guide_large', t('guides.too_large', { n: megabytes() }), '', 413))
      return
    }
    const whose = of(file)
    if (whose) void send(file, whose)
  }
  return (
    <>
      {failure && <Failed failure={failure} onDismiss={() => setFailure(undefined)} />}
      <FileDrop
        class="guide-drop"
        title={title}
        accept="application/pdf,.pdf"
        choose={
          <>
            <Icon name="up" size={18} /> {t('guides.choose')}
          </>
        }
        instead={share !== undefined && <Sending share={share} onStop={() => sending.current?.abort()} />}
        onFile={take}
      >
        <p class="muted">{t('guides.limits', { n: megabytes() })}</p>
      </FileDrop>
    </>
  )
}

const megabytes = () => number(maxGuideBytes / 2 ** 20)

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
