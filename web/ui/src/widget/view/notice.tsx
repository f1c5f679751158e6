import { useEffect } from 'preact/hooks'
import { useModel } from './context'
import { Icon } from './icon'

const noticeLastsMs = 5_000

// A word about something just done; it goes by itself, unless it holds a link to copy.
export function Notice() {
  const { store } = useModel()
  const { t } = store
  const notice = store.notice.value
  const close = () => {
    store.notice.value = undefined
  }
  useEffect(() => {
    if (!notice || notice.link) return
    const timer = setTimeout(close, noticeLastsMs)
    return () => clearTimeout(timer)
  }, [notice])
  if (!notice) return null
  return (
    <div class="notice">
      <p>{notice.text}</p>
      {notice.link && <LinkField link={notice.link} />}
      <button type="button" class="plain square" aria-label={t('panel.close')} onClick={close}>
        <Icon name="close" />
      </button>
    </div>
  )
}

export function LinkField({ link }: { link: string }) {
  const { t } = useModel().store
  return (
    <input
      class="link-field"
      readOnly
      value={link}
      aria-label={t('ticket.link_label')}
      onFocus={event => event.currentTarget.select()}
    />
  )
}

// What went wrong, what to do, and the code to quote.
export function Problem() {
  const { store } = useModel()
  const { t } = store
  const problem = store.problem.value
  if (!problem) return null
  const { text, id, again } = problem
  return (
    <div class="problem">
      <Icon name="alert" />
      <p>
        {text} {id && <small>({t('error.id', { id })})</small>}
      </p>
      {again && (
        <button
          type="button"
          class="small"
          onClick={() => {
            store.problem.value = undefined
            again()
          }}
        >
          {t('error.retry')}
        </button>
      )}
    </div>
  )
}
