import type { Attachment } from '../../api/types'
import { fileSize } from '../../api/uploads'
import { locale } from '../../i18n/translate'
import { lang, t } from '../i18n'
import { Icon } from '../ui/icons'

const [widest, highest] = [360, 320]

interface Props {
  file: Attachment
  chat: string
  kept: boolean // its message is: before, the server gives the file to nobody
}

// A file in the conversation: a picture in small, which opens; a PDF to be saved.
export function AttachmentView({ file, chat, kept }: Props) {
  const { id, name, type, width = 1, height = 1 } = file
  const url = `/api/v1/desk/chats/${encodeURIComponent(chat)}/attachments/${encodeURIComponent(id)}`
  const size = fileSize(file.size, locale(lang.value))
  if (!kept) {
    return (
      <p class="attachment">
        <Icon name="note" /> <span class="file-name">{name}</span> <span class="muted">{size}</span>
      </p>
    )
  }
  if (!type.startsWith('image/')) {
    return (
      <a class="attachment" href={url} download={name}>
        <Icon name="note" /> <span class="file-name">{name}</span> <span class="muted">{size}</span>
      </a>
    )
  }
  const scale = Math.min(1, widest / width, highest / height)
  return (
    <a class="attachment attachment-picture" href={url} target="_blank" rel="noopener">
      <img
        src={`${url}?preview=1`}
        alt={name}
        width={Math.round(width * scale)}
        height={Math.round(height * scale)}
        loading="lazy"
      />
      <span class="visually-hidden">
        {size} {t('app.new_window')}
      </span>
    </a>
  )
}
