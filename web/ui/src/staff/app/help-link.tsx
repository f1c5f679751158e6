import type { ComponentChildren } from 'preact'
import { lang, t } from '../i18n'
import { pages } from './pages'

// Where the guide speaks of a page of the menu.
export function helpAt(page: string): string {
  const section = pages.find(link => link.page === page)?.help
  return `/help/${lang.value}${section ? `#${section}` : ''}`
}

// To the guide, beside what one is doing.
export function HelpLink({
  page,
  class: own,
  children,
}: {
  page: string
  class?: string
  children?: ComponentChildren
}) {
  return (
    <a href={helpAt(page)} target="_blank" rel="noopener" {...(own && { class: own })}>
      {children ?? t('app.read_guide')}
      <span class="visually-hidden"> {t('app.new_window')}</span>
    </a>
  )
}
