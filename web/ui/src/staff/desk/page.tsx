import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { go, to } from '../app/router'
import { useShortcuts } from '../app/shortcuts'
import { type Workplace, workplace } from '../app/workplace'
import { t } from '../i18n'
import { Failed } from '../ui/notice'
import { Empty, Loading } from '../ui/states'
import { ContextPane } from './context'
import { Conversation } from './conversation'
import { Lines } from './lines'
import { takeNext } from './take'
import { Welcome } from './welcome'

export function DeskPage({ chat }: { chat: string | undefined }) {
  const place = workplace.value
  if (!place) return <Loading />
  return <DeskView place={place} chat={chat} />
}

// Three columns where there is room; one at a time on a phone (data-show says which).
function DeskView({ place, chat }: { place: Workplace; chat: string | undefined }) {
  const { desk } = place
  const aside = useSignal(false)
  const ready = desk.ready.value
  useEffect(() => {
    if (!ready) return
    if (chat) void desk.open(chat)
    else desk.leave()
    aside.value = false
  }, [ready, chat, desk, aside])
  useDeskKeys(place)
  const back = () => {
    if (!aside.peek()) return
    aside.value = false
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.show-context')?.focus())
  }

  const current = desk.current.value?.id === chat ? desk.current.value : undefined
  const show = chat ? (aside.value ? 'context' : 'chat') : 'list'
  if (!ready && desk.failure.value) {
    return (
      <div class="page">
        <h1>{t('nav.desk')}</h1>
        <Failed failure={desk.failure.value} onRetry={() => void place.start()} />
      </div>
    )
  }
  if (!ready) return <Loading />
  return (
    <div class="desk" data-show={show}>
      <Lines desk={desk} current={chat} />
      <section class="desk-chat" aria-label={t('desk.conversation')}>
        {current ? (
          <Conversation key={current.id} place={place} chat={current} onContext={() => (aside.value = true)} />
        ) : chat ? (
          <Loading />
        ) : (
          <Welcome desk={desk} />
        )}
      </section>
      {current?.context.value ? (
        <ContextPane key={current.id} place={place} chat={current} shown={aside.value} onBack={back} />
      ) : (
        <aside class="desk-context" aria-label={t('context.title')}>
          <Empty icon="info" title={t('context.empty')} />
        </aside>
      )}
    </div>
  )
}

function useDeskKeys({ desk }: Workplace): void {
  const step = (by: number) => {
    const chats = desk.chats.peek()
    const at = chats.findIndex(chat => chat.id === desk.current.peek()?.id)
    const next = chats[(at + by + chats.length) % chats.length] ?? chats[0]
    if (next) go(to('desk', next.id))
  }
  useShortcuts({
    'Alt+KeyN': () => void takeNext(desk),
    'Alt+ArrowDown': () => step(1),
    'Alt+ArrowUp': () => step(-1),
  })
}
