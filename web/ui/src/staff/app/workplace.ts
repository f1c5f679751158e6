// The desk of who is signed in. It lives beside the pages, so that an operator who looks
// at the library still hears the students.
import { effect, signal } from '@preact/signals'
import type { WaitingChat } from '../../api/staff-types'
import type { ChatEvent } from '../../api/types'
import { notify, ring } from '../desk/alerts'
import { type DeskApi, deskApi } from '../desk/api'
import type { Chat } from '../desk/chat'
import { Desk } from '../desk/desk'
import { follow, type Live } from '../desk/live'
import { Suggest } from '../desk/suggest'
import { watchUrgent } from '../desk/urgent'
import { t } from '../i18n'
import { say, toast } from '../ui/say'
import { go, to } from './router'
import { type Session, session } from './session'

export interface Workplace {
  desk: Desk
  suggest: Suggest
  api: DeskApi
  live: () => Live | undefined
  start: () => Promise<void>
  stop: () => void
}

export const workplace = signal<Workplace | undefined>()

export function openWorkplace({ client, storage, expire }: Session): Workplace {
  const api = deskApi(client)
  const desk = new Desk({ api, storage: storage.peek(), onMessage: arrived, onGiven: given, onGone: gone })
  let live: Live | undefined
  const unwatch = watchUrgent(desk, urgent)
  let over = false
  return {
    desk,
    api,
    suggest: new Suggest(api),
    live: () => live,
    async start() {
      await desk.start()
      if (desk.ready.peek() && !over && !live) live = follow(desk, client, expire)
    },
    stop() {
      over = true
      unwatch()
      live?.stop()
      desk.stop()
    },
  }
}

function arrived(chat: Chat, event: ChatEvent): void {
  say(
    t('desk.said', {
      name: chat.summary.peek().student || t('desk.student'),
      text: event.text || event.data?.attachment?.name || '',
    }),
  )
  ring()
}

// Once, and not over what the operator is doing.
function given(chat: Chat): void {
  const { student, queue_name } = chat.summary.peek()
  const words = t('given.toast', { name: student || t('desk.student'), queue: queue_name })
  toast(words)
  ring()
  notify(chat.id, words, () => go(to('desk', chat.id)))
}

// Words of distress: to who has the chat, or could take it.
function urgent({ id, student, queue_name }: WaitingChat, own: boolean): void {
  const who = { name: student || t('desk.student'), queue: queue_name }
  if (own && workplace.peek()?.desk.current.peek()?.id === id) say(t('urgent.own', who))
  else toast(t(own ? 'urgent.own' : 'urgent.waits', who), 'warn')
  ring('urgent')
  notify(id, t('urgent.notice', who), () => go(to('desk', id)))
}

function gone(chat: Chat, event: ChatEvent | undefined): void {
  const name = chat.summary.peek().student || t('desk.student')
  const closed = event?.author === 'system' ? 'gone.lapsed' : 'desk.gone_closed'
  toast(t(event?.kind === 'closed' ? closed : 'desk.gone', { name }), 'warn')
}

// Opens when somebody with a desk signs in, closes when they are out.
export function keepWorkplace(): () => void {
  return effect(() => {
    const has = session.standing.value === 'in' && session.can('operator', 'supervisor')
    const open = workplace.peek()
    if (has && !open) {
      workplace.value = openWorkplace(session)
      void workplace.peek()?.start()
    } else if (!has && open) {
      open.stop()
      workplace.value = undefined
    }
  })
}
