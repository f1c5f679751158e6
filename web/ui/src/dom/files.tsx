// Files that one chooses for a message, the same for both sides of a chat.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { acceptedFiles, type Uploading } from '../api/uploads'

interface Props {
  class: string // which hides the browser's own control
  add: (files: Iterable<File>) => void
  children: (open: () => void) => ComponentChildren // the button
}

// Opens the browser's choice of files.
export function FileChoice({ class: hidden, add, children }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        class={hidden}
        multiple
        accept={acceptedFiles}
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
