import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { dropTarget } from '../../dom/drop'
import { Keys } from '../app/help'
import { useShortcuts } from '../app/shortcuts'
import type { Workplace } from '../app/workplace'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import { say } from '../ui/say'
import { AttachButton, AttachList } from './attach'
import { CannedChoices, optionID } from './canned-list'
import type { Chat } from './chat'
import { type CannedPicker, useCanned } from './use-canned'

// Enter sends, Shift+Enter breaks the line, Ctrl+Enter keeps the text as a note, which the
// student never sees: the key that is easily hit by mistake is the harmless one. With a
// finger, Enter breaks the line and the button sends.
export function Composer({ place, chat }: { place: Workplace; chat: Chat }) {
  const box = useRef<HTMLTextAreaElement>(null)
  const noting = chat.noting.value
  const picker = useCanned(place, chat, box)
  const listID = useId()
  const [over, setOver] = useState(false)
  const ready = chat.draft.value.trim() !== '' || (!noting && chat.files.value.some(file => file.state === 'ready'))

  const send = (note: boolean) => {
    const words = chat.draft.peek().trim()
    const coming = !note && chat.files.peek().some(file => file.state === 'sending' || file.state === 'waiting')
    if (coming) say(t('file.wait'))
    else if (words || (!note && ready)) chat.send(words, note)
    box.current?.focus()
  }
  const attach = (files: Iterable<File>) => {
    chat.noting.value = false // notes have no files
    chat.uploads.add(files)
  }
  return (
    <form
      class={`composer${noting ? ' composer-note' : ''}${over ? ' composer-over' : ''}`}
      {...dropTarget(attach, setOver)}
      onSubmit={event => {
        event.preventDefault()
        send(noting)
      }}
    >
      {picker.open && <CannedChoices id={listID} picker={picker} lang={chat.summary.value.lang} />}
      <Tools chat={chat} picker={picker} />
      {over && <p class="composer-drop">{t('file.drop')}</p>}
      {!noting && <AttachList chat={chat} />}
      <div class="composer-line">
        <Box place={place} chat={chat} box={box} picker={picker} listID={listID} send={send} />
        <button type="submit" class="btn btn-primary composer-send" aria-disabled={!ready}>
          <Icon name={noting ? 'note' : 'send'} />
          <span>{t(noting ? 'write.keep' : 'write.send')}</span>
        </button>
      </div>
      <Hint />
    </form>
  )
}

interface BoxProps {
  place: Workplace
  chat: Chat
  box: { current: HTMLTextAreaElement | null }
  picker: CannedPicker
  listID: string
  send: (note: boolean) => void
}

function Box({ place, chat, box, picker, listID, send }: BoxProps) {
  const noting = chat.noting.value
  const text = chat.draft.value
  useShortcuts({ 'Alt+KeyM': () => box.current?.focus() })
  useEffect(() => {
    if (!touch()) box.current?.focus()
  }, [])
  useLayoutEffect(() => grow(box.current), [text])
  const onKeyDown = (event: KeyboardEvent) => {
    if (picker.onKey(event)) return
    const ctrl = event.ctrlKey || event.metaKey
    if (event.key === '/' && ctrl) {
      event.preventDefault()
      picker.ask()
    }
    if (event.key !== 'Enter' || event.isComposing || event.shiftKey || event.altKey) return
    if (!ctrl && touch()) return
    event.preventDefault()
    send(ctrl || noting)
  }
  const onInput = (value: string) => {
    chat.draft.value = value
    picker.look()
    if (!noting && value.trim()) place.live()?.typing(chat.id)
  }
  return (
    <textarea
      ref={box}
      rows={2}
      class="form-control"
      aria-label={t(noting ? 'write.note' : 'write.message')}
      aria-describedby="composer-hint"
      placeholder={t(noting ? 'write.note_hint' : 'write.message_hint')}
      value={text}
      onInput={event => onInput(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onClick={picker.look}
      onKeyUp={event => event.key.startsWith('Arrow') && !picker.open && picker.look()}
      onBlur={picker.close}
      aria-autocomplete="list"
      {...(picker.found.length > 0 && {
        'aria-controls': listID,
        'aria-activedescendant': optionID(listID, picker.at),
      })}
    />
  )
}

function Tools({ chat, picker }: { chat: Chat; picker: CannedPicker }) {
  return (
    <div class="composer-tools">
      <fieldset class="composer-modes">
        <legend class="visually-hidden">{t('write.kind')}</legend>
        <ModeButton chat={chat} note={false} />
        <ModeButton chat={chat} note={true} />
      </fieldset>
      {!chat.noting.value && <AttachButton chat={chat} />}
      <CannedButton picker={picker} />
    </div>
  )
}

function Hint() {
  return (
    <p id="composer-hint" class="composer-hint">
      <span>
        <Keys text="{enter}" /> {t('write.enter')}
      </span>
      <span>
        <Keys text="{shift}+{enter}" /> {t('keys.newline')}
      </span>
      <span>
        <Keys text="Ctrl+{enter}" /> {t('keys.note')}
      </span>
    </p>
  )
}

function CannedButton({ picker }: { picker: CannedPicker }) {
  return (
    <button
      type="button"
      class="tool"
      title={t('canned.pick_key')}
      aria-expanded={picker.open}
      aria-haspopup="listbox"
      onMouseDown={event => event.preventDefault()} // the box keeps the focus, and its caret
      onClick={() => (picker.open ? picker.close() : picker.ask())}
    >
      <Icon name="slash" size={18} /> <span>{t('canned.pick')}</span>
    </button>
  )
}

function ModeButton({ chat, note }: { chat: Chat; note: boolean }) {
  return (
    <button
      type="button"
      aria-pressed={chat.noting.value === note}
      onClick={() => {
        chat.noting.value = note
      }}
    >
      {t(note ? 'write.mode_note' : 'write.mode_message')}
    </button>
  )
}

const touch = () => matchMedia('(pointer: coarse)').matches

function grow(box: HTMLTextAreaElement | null): void {
  if (!box) return
  box.style.height = 'auto'
  box.style.height = `${Math.min(box.scrollHeight + 2, 220)}px`
}
