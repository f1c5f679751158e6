// The desk of who is signed in. It lives beside the pages, so that an operator who looks
// at the library still hears the students.
import { effect, signal } from '@preact/signals'
import type { ChatEvent } from '../../api/types'
import { ring } from '../desk/alerts'
import { type DeskApi, deskApi } from '../desk/api'
import type { Chat } from '../desk/chat'
import { Desk } from '../desk/desk'
import { follow, type Live } from '../desk/live'
import { Suggest } from '../desk/suggest'
import { t } from '../i18n'
import { say, toast } from '../ui/say'
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
  toast(t('given.toast', { name: student || t('desk.student'), queue: queue_name }))
  ring()
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
