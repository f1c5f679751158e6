import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { dropTarget } from '../../dom/drop'
import { FileChoice } from '../../dom/files'
import { Icon, type IconName } from './icons'

interface Props {
  title: string
  icon?: IconName
  accept: string
  choose: ComponentChildren // what the button says
  busy?: boolean
  instead?: ComponentChildren // of what is in the field, while a file is on its way
  class?: string
  onFile: (file: File) => void
  children: ComponentChildren // said below the button
}

// A file is dropped, or chosen.
export function FileDrop({ title, icon, accept, choose, busy = false, instead, onFile, children, ...look }: Props) {
  const [over, setOver] = useState(false)
  useMissedDrops()
  const take = ([file]: Iterable<File>) => {
    if (file) onFile(file)
  }
  return (
    <div
      class={`file-drop${over ? ' file-over' : ''}${look.class ? ` ${look.class}` : ''}`}
      {...dropTarget(take, setOver)}
    >
      {instead || (
        <>
          {icon && <Icon name={icon} size={36} />}
          <p class="empty-title">{title}</p>
          <FileChoice class="visually-hidden" accept={accept} add={take}>
            {open => (
              <button type="button" class="btn btn-primary btn-sm" aria-disabled={busy} onClick={() => !busy && open()}>
                {choose}
              </button>
            )}
          </FileChoice>
          {children}
        </>
      )}
    </div>
  )
}

// A dropped file that misses its field must not take the page away.
export function useMissedDrops(): void {
  useEffect(() => {
    const stay = (event: DragEvent) => event.preventDefault()
    window.addEventListener('dragover', stay)
    window.addEventListener('drop', stay)
    return () => {
      window.removeEventListener('dragover', stay)
      window.removeEventListener('drop', stay)
    }
  }, [])
}
