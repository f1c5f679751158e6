import { acceptedFiles, fileSize, type Uploading } from '../../api/uploads'
import { FileChoice, useToldFiles } from '../../dom/files'
import { locale } from '../../i18n/translate'
import { useModel } from './context'
import { Icon } from './icon'

export function AttachButton() {
  const { store, live } = useModel()
  return (
    <FileChoice class="hidden" accept={acceptedFiles} multiple add={files => live.uploads.add(files)}>
      {open => (
        <button
          type="button"
          class="plain square"
          aria-label={store.t('file.add')}
          title={store.t('file.add')}
          onClick={open}
        >
          <Icon name="clip" />
        </button>
      )}
    </FileChoice>
  )
}

// The files of the box: on their way, ready, or refused.
export function AttachList() {
  const { store } = useModel()
  const { t } = store
  const items = store.files.value
  useToldFiles(items, (state, name) => store.announce(t(state === 'ready' ? 'file.ready' : 'file.failed', { name })))
  if (items.length === 0) return null
  return (
    <ul class="files" aria-label={t('file.list')}>
      {items.map(item => (
        <li key={item.client_id} class={`file ${item.state}`}>
          <FileLine item={item} />
        </li>
      ))}
    </ul>
  )
}

function FileLine({ item: { client_id, file, state, share, why } }: { item: Uploading }) {
  const { store, live } = useModel()
  const { t, lang } = store
  return (
    <>
      <p>
        <span class="file-name">{file.name}</span> <span class="muted">{fileSize(file.size, locale(lang.value))}</span>
      </p>
      {state === 'sending' && <progress max={1} value={share} aria-label={t('file.sending', { name: file.name })} />}
      {state === 'failed' && <p class="wrong">{why?.message || t(`error.${why?.code}` as 'error.offline')}</p>}
      {state === 'failed' && why?.passing && (
        <button type="button" class="small" onClick={() => live.uploads.retry(client_id)}>
          {t('error.retry')}
        </button>
      )}
      <button
        type="button"
        class="plain square"
        aria-label={t(state === 'sending' ? 'file.cancel' : 'file.remove', { name: file.name })}
        onClick={() => live.uploads.remove(client_id)}
      >
        <Icon name="close" />
      </button>
    </>
  )
}
