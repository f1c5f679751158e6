import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Lang } from '../../api/types'
import { useModel } from './context'

// An answer's own words, sanitized by the server. Its links are the server's, not the host
// page's, and do not take the student away from the conversation.
export function Prose({ html, lang }: { html: string; lang: Lang }) {
  const { host } = useModel()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    for (const link of box.current?.querySelectorAll('a[href]') ?? []) {
      const href = link.getAttribute('href') ?? ''
      link.setAttribute('href', new URL(href, host.server).href)
      link.setAttribute('target', '_blank')
      link.setAttribute('rel', 'noopener')
    }
  }, [html, host])
  // Before they are put in, for a picture is asked for at once.
  const inner = useMemo(
    () => ({ __html: html.replaceAll(' src="/pictures/', ` src="${new URL('/pictures/', host.server).href}`) }),
    [html, host.server],
  )
  return <div ref={box} class="prose" lang={lang} dangerouslySetInnerHTML={inner} />
}
