// Shortcuts from the keyboard. All but "?" carry Alt (Ctrl+S saves), so that they work while one writes
// and stay out of the way of screen readers; "?" can be switched off (WCAG 2.1.4). They are
// named by the place of the key, because Alt makes other letters on some keyboards.
import { signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { preferences } from './storage'

export type Shortcuts = Record<string, (event: KeyboardEvent) => void>

export const singleKeys = signal(preferences.read<boolean>('single_keys') ?? true)
export const helpOpen = signal(false)

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on
  preferences.write('single_keys', on)
}

// While the component is there, its shortcuts work: { 'Alt+KeyN': claimNext }.
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open]')) return
      const act = latest.current[nameOf(event)]
      if (!act) return
      event.preventDefault()
      act(event)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}

function nameOf(event: KeyboardEvent): string {
  if (event.key === '?' && !event.altKey && !event.ctrlKey && !writing(event)) return singleKeys.peek() ? '?' : ''
  const ctrl = event.ctrlKey || event.metaKey
  if (event.shiftKey || ctrl === event.altKey) return ''
  return `${ctrl ? 'Ctrl' : 'Alt'}+${event.code}`
}

function writing(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0] // an editor stands in a shadow root
  return target instanceof HTMLElement && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable)
}
