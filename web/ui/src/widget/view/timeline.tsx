import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { type Item, lastBegins } from '../state'
import { useModel } from './context'
import { EventLine } from './event'
import { OutgoingBubble } from './message'
import { Problem } from './notice'
import { Rating } from './rating'
import { ReplyView } from './reply'
import { TicketCard } from './ticket'

// The conversation. Not a live region: new words are announced once, by the Announcer, and
// the history never again.
export function Timeline() {
  const { store } = useModel()
  const { t } = store
  const items = store.items.value
  const outgoing = store.outgoing.value
  const { state, rateable, chat } = store.chat.value ?? {}
  const rates = state === 'closed' && rateable && store.notRated.value !== chat && !store.ticketForm.value
  const list = useRef<HTMLOListElement>(null)
  useFollow(list, items, outgoing.length + Number(rates === true))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div class="log" role="log" aria-live="off" aria-label={t('panel.log')} tabIndex={0}>
      <ol ref={list} class="turns">
        {items.map(item => (
          <li key={item.key} class={sideOf(item)}>
            <ItemView item={item} />
          </li>
        ))}
        {outgoing.map(message => (
          <li key={message.client_id} class="mine">
            <OutgoingBubble message={message} />
          </li>
        ))}
        {(store.busy.value || store.restoring.value) && (
          <li class="theirs">
            <p class="thinking">{t(store.restoring.value ? 'greeting.loading' : 'turn.thinking')}</p>
          </li>
        )}
        {store.typing.value && (
          <li class="theirs">
            <p class="thinking">{t('chat.typing', { name: store.chat.value?.operator ?? t('chat.somebody') })}</p>
          </li>
        )}
        {rates && (
          <li class="aside">
            <Rating />
          </li>
        )}
        {store.problem.value && !store.ticketForm.value && !store.booking.value && (
          <li>
            <Problem />
          </li>
        )}
      </ol>
    </div>
  )
}

function ItemView({ item }: { item: Item }) {
  const { t } = useModel().store
  if (item.kind === 'reply') return <ReplyView item={item} />
  if (item.kind === 'event') return <EventLine event={item.event} />
  if (item.kind === 'ticket') return <TicketCard item={item} />
  return (
    <p class="bubble">
      <span class="hidden">{t('turn.you')}: </span>
      {item.text}
    </p>
  )
}

function sideOf(item: Item): string {
  if (item.kind === 'said') return 'mine'
  if (item.kind !== 'event') return 'theirs'
  if (item.event.kind !== 'message') return 'aside'
  return item.event.author === 'student' ? 'mine' : 'theirs'
}

// A long answer is read from its question down; anything else from the bottom up, where the
// view also stays while the room for it changes. By hand, because scrollIntoView would
// move the host page too.
function useFollow(list: RefObject<HTMLOListElement | null>, items: readonly Item[], outgoing: number) {
  useEffect(() => {
    const body = list.current?.closest<HTMLElement>('.body')
    const rows = list.current?.children
    if (!body || !rows) return
    const top = rows[lastBegins(items)]
    const to = top instanceof HTMLElement ? Math.min(top.offsetTop - 12, body.scrollHeight) : body.scrollHeight
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    body.scrollTo({ top: to, behavior: still ? 'auto' : 'smooth' })
  }, [items.length, outgoing])
  useEffect(() => {
    const body = list.current?.closest<HTMLElement>('.body')
    if (!body || !list.current) return
    let atEnd = false
    const look = () => {
      atEnd = body.scrollHeight - body.scrollTop - body.clientHeight < 40
    }
    const observer = new ResizeObserver(() => {
      if (atEnd) body.scrollTop = body.scrollHeight
    })
    body.addEventListener('scroll', look)
    observer.observe(body)
    observer.observe(list.current)
    return () => {
      body.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [list])
}
