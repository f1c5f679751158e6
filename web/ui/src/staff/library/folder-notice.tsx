// While a folder is the source, entries are written there: said on every page of the library.
import { computed, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { session } from '../app/session'
import { type Folder, intakeApi } from '../intake/api'
import { FolderNotice } from '../intake/folder'

const every = 5_000 // ms; a mended file shows soon

// What was known last stays, so that it does not jump in on each page.
const folder = signal<Folder | undefined>(undefined)

// Entries can be read only: nothing that would change one is offered.
export const readOnly = computed(() => folder.value?.watched === true)

async function read(): Promise<void> {
  try {
    folder.value = await intakeApi(session.client).folder()
  } catch {
    // The page itself says that the server does not answer.
  }
}

export function WatchedFolder() {
  useEffect(() => {
    void read()
    const timer = setInterval(() => folder.peek()?.watched && !document.hidden && void read(), every)
    return () => clearInterval(timer)
  }, [])
  return folder.value?.watched ? <FolderNotice folder={folder.value} /> : null
}
