import type { ComponentChildren } from 'preact'
import { go } from './router'

interface Props {
  href: string
  class?: string
  target?: '_blank'
  label?: string // where the text may be hidden
  'aria-current'?: 'page' | 'true'
  children: ComponentChildren
}

// A link within the application: no reload on a plain click, a true link for all else.
export function Link({ href, label, children, ...rest }: Props) {
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || rest.target) return
    event.preventDefault()
    go(href)
  }
  return (
    <a href={href} onClick={onClick} {...(label && { 'aria-label': label })} {...rest}>
      {children}
    </a>
  )
}
