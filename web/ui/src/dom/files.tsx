// Files that one chooses.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Uploading } from '../api/uploads'

interface Props {
  class: string // which hides the browser's own control
  accept: string
  multiple?: boolean
  add: (files: Iterable<File>) => void
  children: (open: () => void) => ComponentChildren // the button
}

// Opens the browser's choice of files.
export function FileChoice({ class: hidden, accept, multiple = false, add, children }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        class={hidden}
        multiple={multiple}
        accept={accept}
        tabIndex={-1}
        aria-hidden="true"
        onChange={event => {
          add(event.currentTarget.files ?? [])
          event.currentTarget.value = '' // the same file may be chosen again
        }}
      />
      {children(() => input.current?.click())}
    </>
  )
}

// Tells once of each file that it is ready, or failed.
export function useToldFiles(
  items: readonly Uploading[],
  tell: (state: 'ready' | 'failed', name: string) => void,
): void {
  const told = useRef(new Set<string>())
  useEffect(() => {
    for (const { client_id, file, state } of items) {
      const key = `${client_id} ${state}`
      if (told.current.has(key) || (state !== 'ready' && state !== 'failed')) continue
      told.current.add(key)
      tell(state, file.name)
    }
  }, [items])
}
