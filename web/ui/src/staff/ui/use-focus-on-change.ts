import { useLayoutEffect, useRef } from 'preact/hooks'

// What changes its form in place keeps the focus: on its [data-focus], unless it is being
// edited, where the form takes the focus itself.
export function useFocusOnChange(root: { current: HTMLElement | null }, state: string): void {
  const before = useRef(state)
  useLayoutEffect(() => {
    if (before.current === state) return
    before.current = state
    if (state !== 'editing') root.current?.querySelector<HTMLElement>('[data-focus]')?.focus()
  }, [state])
}
