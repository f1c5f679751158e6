import { acceptedFiles, fileSize, type Uploading } from '../../api/uploads'
import { FileChoice, useToldFiles } from '../../dom/files'
import { locale } from '../../i18n/translate'
import { lang, t } from '../i18n'
import { Icon } from '../ui/icons'
import { wordsOf } from '../ui/notice'
import { say } from '../ui/say'
import type { Chat } from './chat'

export function AttachButton({ chat }: { chat: Chat }) {
  return (
    <FileChoice class="visually-hidden" accept={acceptedFiles} multiple add={files => chat.uploads.add(files)}>
      {open => (
        <button type="button" class="tool" title={t('file.add_hint')} onClick={open}>
          <Icon name="clip" size={18} /> <span>{t('file.add')}</span>
        </button>
      )}
    </FileChoice>
  )
}

// The files of the composer: on their way, ready, or refused.
export function AttachList({ chat }: { chat: Chat }) {
  const items = chat.files.value
  useToldFiles(items, (state, name) => say(t(state === 'ready' ? 'file.ready' : 'file.failed', { name })))
  if (items.length === 0) return null
  return (
    <ul class="files" aria-label={t('file.list')}>
      {items.map(item => (
        <li key={item.client_id} class={`file file-${item.state}`}>
          <FileLine item={item} chat={chat} />
        </li>
      ))}
    </ul>
  )
}

function FileLine({ item: { client_id, file, state, share, why }, chat }: { item: Uploading; chat: Chat }) {
  const { name, size } = file
  return (
    <>
      <span class="file-name">{name}</span>
      <span class="muted">{fileSize(size, locale(lang.value))}</span>
      {state === 'sending' && <progress max={1} value={share} aria-label={t('file.sending', { name })} />}
      {state === 'ready' && <Icon name="check" size={16} />}
      {why && <span class="field-error">{wordsOf(why).title}</span>}
      {why?.passing && (
        <button type="button" class="btn-plain" onClick={() => chat.uploads.retry(client_id)}>
          {t('app.retry')}
        </button>
      )}
      <button
        type="button"
        class="icon-button"
        aria-label={t(state === 'sending' ? 'file.cancel' : 'file.remove', { name })}
        onClick={() => chat.uploads.remove(client_id)}
      >
        <Icon name="cross" size={16} />
      </button>
    </>
  )
}
