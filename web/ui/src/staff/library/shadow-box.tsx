import { type ComponentChildren, render } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface Props {
  sheets: string[] // the same list each time
  class: string
  children: ComponentChildren
}

// A place with styles of its own, out of the reach of this application's.
export function ShadowBox({ sheets, class: own, children }: Props) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const root = place.current?.shadowRoot ?? place.current?.attachShadow({ mode: 'open' })
    if (!root) return
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(sheets.join('\n'))
    root.adoptedStyleSheets = [sheet]
    return () => render(null, root)
  }, [sheets])
  useEffect(() => {
    if (place.current?.shadowRoot) render(children, place.current.shadowRoot)
  })
  return <div ref={place} class={own} />
}
