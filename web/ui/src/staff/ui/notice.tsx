import type { ComponentChildren } from 'preact'
import type { Failure } from '../../api/client'
import { type Key, known, t } from '../i18n'
import { Icon, type IconName } from './icons'

type Tone = 'info' | 'ok' | 'warn' | 'bad'

interface Props {
  tone: Tone
  title: string
  children?: ComponentChildren
  onDismiss?: () => void
  live?: boolean // said aloud when it appears
}

const icons: Record<Tone, IconName> = { info: 'info', ok: 'check', warn: 'warn', bad: 'warn' }

export function Notice({ tone, title, children, onDismiss, live = true }: Props) {
  const role = live ? (tone === 'bad' ? 'alert' : 'status') : undefined
  return (
    <div class={`notice notice-${tone}`} {...(role && { role })}>
      <Icon name={icons[tone]} />
      <div class="notice-body">
        <p class="notice-title">{title}</p>
        {children}
      </div>
      {onDismiss && (
        <button type="button" class="icon-button" aria-label={t('app.dismiss')} onClick={onDismiss}>
          <Icon name="cross" size={16} />
        </button>
      )}
    </div>
  )
}

export function wordsOf(failure: Failure): { title: string; todo: string } {
  const title = known(`error.${failure.code}`) ?? (failure.message || t('error.title'))
  return { title, todo: known(`error.${failure.code}_do`) ?? '' }
}

interface FailedProps {
  failure: Failure
  onRetry?: () => void
  onDismiss?: () => void
  title?: Key
  children?: ComponentChildren // said below what to do
}

// What went wrong, what to do, and the short id by which it is found in the server's log.
export function Failed({ failure, onRetry, onDismiss, title, children }: FailedProps) {
  const words = wordsOf(failure)
  return (
    <Notice tone="bad" title={title ? t(title) : words.title} {...(onDismiss && { onDismiss })}>
      {title && <p>{words.title}</p>}
      {words.todo && <p>{words.todo}</p>}
      {children}
      {failure.id && (
        <p class="notice-small">
          <code>{t('error.id', { id: failure.id })}</code> {failure.status >= 500 && t('error.id_do')}
        </p>
      )}
      {onRetry && (
        <button type="button" class="btn btn-outline-primary btn-xs" onClick={onRetry}>
          {t('app.retry')}
        </button>
      )}
    </Notice>
  )
}
