import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { day, t } from '../i18n'
import { Icon } from '../ui/icons'
import { say } from '../ui/say'
import type { Chat } from './chat'
import { Happened } from './happened'
import { Message } from './message'
import { type Row, rowsOf } from './rows'

const nearPx = 60

// What was said. It stays at the end while one is there; what the screen has shown is
// told to the student. New messages are announced elsewhere, once, so this is no live region.
export function Log({ chat }: { chat: Chat }) {
  const box = useRef<HTMLDivElement>(null)
  const newFrom = useRef(chat.readTo.peek())
  const atEnd = useSignal(true)
  const rows = rowsOf({
    events: chat.events.value,
    pending: chat.outbox.items.value,
    seenTo: chat.seenTo.value,
    newFrom: newFrom.current,
  })
  const size = rows.length + Number(chat.typing.value)

  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight })
  useLayoutEffect(() => {
    if (atEnd.peek()) toEnd()
  }, [size])
  useEffect(() => {
    if (!box.current || typeof ResizeObserver === 'undefined') return
    const watch = new ResizeObserver(() => {
      if (atEnd.peek()) toEnd()
    })
    watch.observe(box.current)
    for (const child of box.current.children) watch.observe(child)
    return () => watch.disconnect()
  }, [])
  useTypingTold(chat)
  useReading(chat, atEnd.value, rows.length)

  const onScroll = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = box.current ?? {}
    atEnd.value = scrollHeight - scrollTop - clientHeight < nearPx
  }
  return (
    <div class="log-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div class="log" ref={box} role="log" aria-live="off" aria-label={t('chat.log')} tabIndex={0} onScroll={onScroll}>
        <Lead chat={chat} />
        <ol>
          {rows.map(row => (
            <RowView key={row.key} row={row} chat={chat} />
          ))}
        </ol>
        {chat.typing.value && (
          <p class="typing">
            <span class="dots" aria-hidden="true" /> {t('desk.typing')}
          </p>
        )}
      </div>
      {!atEnd.value && (
        <button
          type="button"
          class={chat.unread.value > 0 ? 'btn btn-primary btn-xs to-end' : 'btn btn-outline-primary btn-xs to-end'}
          onClick={toEnd}
        >
          {chat.unread.value > 0 ? t('desk.unread', { n: chat.unread.value }) : t('chat.to_end')} ↓
        </button>
      )}
    </div>
  )
}

function RowView({ row, chat }: { row: Row; chat: Chat }) {
  switch (row.kind) {
    case 'day':
      return (
        <li class="log-day">
          <span>{day(row.at)}</span>
        </li>
      )
    case 'new':
      return (
        <li class="log-new">
          <span>{t('chat.new')}</span>
        </li>
      )
    case 'happened':
      return <Happened event={row.event} />
    case 'said':
      return <Message row={row} chat={chat} />
  }
}

// The question the student came with, so that the conversation reads from its beginning.
function Lead({ chat }: { chat: Chat }) {
  const turns = chat.context.value?.turns ?? []
  const last = turns.at(-1)
  if (!last) return null
  return (
    <div class="lead-in">
      <p class="lead-title">
        <Icon name="info" size={16} /> {t('chat.before', { n: turns.length })}
      </p>
      <p class="lead-text">«{last.text}»</p>
    </div>
  )
}

// Once before each of the student's messages: the line in the log is not read out, and
// every pause in the writing would be too much.
function useTypingTold(chat: Chat): void {
  const told = useRef(-1)
  const typing = chat.typing.value
  useEffect(() => {
    const last = chat.events.peek().findLast(event => event.author === 'student')?.seq ?? 0
    if (!typing || told.current === last) return
    told.current = last
    say(t('desk.types', { name: chat.summary.peek().student || t('desk.student') }))
  }, [chat, typing])
}

function useReading(chat: Chat, atEnd: boolean, size: number): void {
  useEffect(() => {
    const read = () => {
      if (atEnd && document.visibilityState === 'visible') chat.read()
    }
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [chat, atEnd, size])
}
