import { useEffect, useState } from 'preact/hooks'
import type { Attachment } from '../../api/types'
import { fileSize } from '../../api/uploads'
import { locale } from '../../i18n/translate'
import { useModel } from './context'
import { Icon } from './icon'

// A file in the conversation: a picture as it is, small; any file to be saved. It is fetched
// with the conversation's token, which must not stand in an address.
export function AttachmentView({ file }: { file: Attachment }) {
  const model = useModel()
  const { t, lang } = model.store
  const size = fileSize(file.size, locale(lang.value))
  return (
    <div class="attachment">
      {file.type.startsWith('image/') && <Picture file={file} />}
      <button
        type="button"
        class="small"
        aria-label={t('file.save', { name: file.name, size })}
        onClick={() => void model.saveAttachment(file)}
      >
        <Icon name={file.type === 'application/pdf' ? 'ticket' : 'save'} />
        <span class="file-name">{file.name}</span> <span class="muted">{size}</span>
      </button>
    </div>
  )
}

function Picture({ file }: { file: Attachment }) {
  const model = useModel()
  const [src, setSrc] = useState<string | undefined>()
  useEffect(() => {
    let url: string | undefined
    let wanted = true
    model.preview(file).then(
      blob => {
        if (!wanted) return
        url = URL.createObjectURL(blob)
        setSrc(url)
      },
      () => {}, // the button below still saves it
    )
    return () => {
      wanted = false
      if (url) URL.revokeObjectURL(url)
    }
  }, [file.id])
  const { width = 1, height = 1 } = file
  const scale = Math.min(1, 280 / width, 320 / height)
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
  return src ? (
    <img src={src} alt={file.name} width={w} height={h} />
  ) : (
    <svg class="picture-to-come" width={w} height={h} aria-hidden="true" />
  )
}
