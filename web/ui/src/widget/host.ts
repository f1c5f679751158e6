// What the loader and the rest of the widget know of each other.
import type { Lang } from '../api/types'

export interface Host {
  root: ShadowRoot
  launcher: HTMLButtonElement
  label: HTMLElement // the launcher's words
  server: string // where Sportello is, with a slash at the end
  entryPoint: string
  audience: string // whom the page is for: some of the audiences of entries
  lang: Lang
  page: boolean // fills its page, instead of floating over another
}

export interface Widget {
  open(focus: boolean): void
}

// Notes left in the browser so that the loader knows, on the next page, to load the rest
// without a click: the panel was open (for the tab), or a chat is going on (for the site).
export const openNote = 'sportello.open'
export const chatNote = 'sportello.chat'
