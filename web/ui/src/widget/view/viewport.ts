// On a phone the keyboard covers the page without changing its height; only the visual
// viewport knows. The panel follows it, so that the box stays in sight.
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

export function useKeyboardHeight(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const view = window.visualViewport
    if (!view) return
    const follow = () => {
      panel.current?.style.setProperty('--view-height', `${Math.round(view.height)}px`)
      panel.current?.style.setProperty('--view-top', `${Math.round(view.offsetTop)}px`)
    }
    follow()
    view.addEventListener('resize', follow)
    view.addEventListener('scroll', follow)
    return () => {
      view.removeEventListener('resize', follow)
      view.removeEventListener('scroll', follow)
    }
  }, [panel])
}
