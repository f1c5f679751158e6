// Files that are dragged over an element, dropped on it or pasted into it.
interface DropTarget {
  onDragOver: (event: DragEvent) => void
  onDragLeave: (event: DragEvent) => void
  onDrop: (event: DragEvent) => void
  onPaste: (event: ClipboardEvent) => void
}

const hasFiles = ({ dataTransfer }: DragEvent) => [...(dataTransfer?.types ?? [])].includes('Files')

// Text that is dragged or pasted stays the browser's. A paste that has both, as from a word
// processor, is text with a picture of it: the text is meant.
export function dropTarget(add: (files: Iterable<File>) => void, onOver: (over: boolean) => void): DropTarget {
  return {
    onDragOver: event => {
      if (!hasFiles(event)) return
      event.preventDefault()
      onOver(true)
    },
    onDragLeave: ({ currentTarget, relatedTarget }) => {
      const inside =
        currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget)
      if (!inside) onOver(false)
    },
    onDrop: event => {
      if (!hasFiles(event)) return
      event.preventDefault()
      onOver(false)
      add(event.dataTransfer?.files ?? [])
    },
    onPaste: event => {
      const files = event.clipboardData?.files ?? []
      if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return
      event.preventDefault()
      add(files)
    },
  }
}

// Has the browser save what was fetched.
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
