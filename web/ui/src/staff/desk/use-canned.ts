import { useEffect, useMemo, useState } from 'preact/hooks'
import type { FilledCanned } from '../../api/staff-types'
import { put } from '../../dom/put'
import type { Workplace } from '../app/workplace'
import { t } from '../i18n'
import { say } from '../ui/say'
import { type Asked, askedAt, askIn, CannedList, insert, pick } from './canned'
import type { Chat } from './chat'

export interface CannedPicker {
  open: boolean
  asked: Asked | undefined
  found: FilledCanned[]
  loaded: boolean
  failed: boolean
  at: number // which of those found
  look: () => void // the text or the caret have changed
  ask: () => void // as if a slash had been typed
  onKey: (event: KeyboardEvent) => boolean // true when the key was for the list
  choose: (reply: FilledCanned) => void
  close: () => void
}

// The list of canned replies over a text box: opened by a slash, narrowed by what follows.
export function useCanned(
  place: Workplace,
  chat: Chat,
  box: { readonly current: HTMLTextAreaElement | null },
): CannedPicker {
  const list = useMemo(() => new CannedList(place.api, chat.id), [place, chat])
  const [asked, setAsked] = useState<Asked | undefined>()
  const [closedAt, setClosedAt] = useState(-1) // the slash that Escape was pressed for
  const [at, setAt] = useState(0)
  const open = asked !== undefined && asked.from !== closedAt
  const replies = list.replies.value
  const found = open && replies ? pick(replies, asked.text) : []
  useEffect(() => void list.read(), [list, open]) // before it is asked for too: one may type fast
  useEffect(() => setAt(0), [asked?.text])
  useEffect(() => {
    if (open && replies) say(t('canned.pick_found', { n: found.length }))
  }, [open, found.length, replies === undefined])

  const look = () => {
    const { value = '', selectionStart = 0, selectionEnd = 0 } = box.current ?? {}
    const next = selectionStart === selectionEnd ? askedAt(value, selectionStart) : undefined
    setAsked(next)
    if (next?.from !== closedAt) setClosedAt(-1)
  }
  const fill = (filled: { text: string; at: number }) => {
    put(box.current, filled.text, filled.at)
    chat.draft.value = filled.text
  }
  const choose = (reply: FilledCanned) => {
    if (!asked) return
    fill(insert(chat.draft.peek(), asked, reply))
    say(t('canned.inserted', { name: reply.name }))
    setAsked(undefined)
  }
  const close = () => setClosedAt(asked?.from ?? -1)
  const onKey = (event: KeyboardEvent): boolean => {
    if (!open || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const chosen = found[at]
    if (step && found.length > 0) setAt((at + step + found.length) % found.length)
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && chosen) choose(chosen)
    else if (event.key === 'Escape') close()
    else if (event.key !== 'Enter' || event.shiftKey || replies || list.failed.peek()) return false // else: not yet there, and not to be sent
    event.preventDefault()
    return true
  }
  return {
    open,
    asked,
    found,
    loaded: replies !== undefined,
    failed: list.failed.value,
    at,
    look,
    ask: () => {
      fill(askIn(chat.draft.peek(), box.current?.selectionStart ?? chat.draft.peek().length))
      look()
    },
    onKey,
    choose,
    close,
  }
}
