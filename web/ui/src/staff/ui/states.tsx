// The states that a page has before and instead of its content.
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Failure } from '../../api/client'
import { HelpLink } from '../app/help-link'
import { t } from '../i18n'
import { Icon, type IconName } from './icons'
import { Failed } from './notice'

// Nothing for a moment, so that a quick answer does not flash.
export function Loading() {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 250)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div class="loading" role="status">
      {late && (
        <>
          <span class="spinner" aria-hidden="true" /> {t('app.loading')}
        </>
      )}
    </div>
  )
}

interface EmptyProps {
  icon: IconName
  title: string
  help?: string // the page of which the guide tells more
  children?: ComponentChildren
}

export function Empty({ icon, title, help, children }: EmptyProps) {
  return (
    <div class="empty">
      <Icon name={icon} size={36} />
      <p class="empty-title">{title}</p>
      {(children || help) && (
        <div class="empty-text">
          {children}
          {help && (
            <p>
              <HelpLink page={help} />
            </p>
          )}
        </div>
      )}
    </div>
  )
}

interface LoadedProps<T> {
  value: T | undefined
  failure: Failure | undefined
  onRetry: () => void
  children: (value: T) => ComponentChildren
}

// A failure after a first success keeps what was there, under a notice.
export function Loaded<T>({ value, failure, onRetry, children }: LoadedProps<T>) {
  return (
    <>
      {failure && <Failed failure={failure} onRetry={onRetry} />}
      {value !== undefined ? children(value) : !failure && <Loading />}
    </>
  )
}
