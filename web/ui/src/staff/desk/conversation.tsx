// The middle column: whose chat it is, what can be done with it, what was said, and the
// place to write.
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { go, to } from '../app/router'
import { useShortcuts } from '../app/shortcuts'
import type { Workplace } from '../app/workplace'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed, Notice } from '../ui/notice'
import { Loading } from '../ui/states'
import { UrgentTag } from '../ui/urgent-tag'
import { isNarrow } from '../ui/use-narrow'
import { ChatActions, type Doing, levelAction } from './actions'
import { Banner } from './banner'
import type { Chat } from './chat'
import { CloseDialog } from './close-dialog'
import { Composer } from './composer'
import { EscalateDialog } from './escalate-dialog'
import { HelplinesCard } from './helplines'
import { Log } from './log'
import { ReturnDialog } from './return-dialog'
import { SendBackDialog } from './send-back-dialog'
import { TransferDialog } from './transfer-dialog'

interface Props {
  place: Workplace
  chat: Chat
  onContext: () => void
}

export function Conversation({ place, chat, onContext }: Props) {
  const doing = useSignal<Doing | undefined>(undefined)
  const { desk } = place
  const mine = chat.mine.value
  const ask = (what: Doing) => () => {
    if (chat.mine.peek()) doing.value = what
  }
  const step = () => {
    const what = levelAction(chat.summary.peek())
    if (what) ask(what)()
  }
  useShortcuts({
    'Alt+KeyT': ask('transfer'),
    'Alt+KeyL': step,
    'Alt+KeyR': ask('return'),
    'Alt+KeyC': ask('close'),
  })
  useEffect(() => {
    if (isNarrow()) document.querySelector<HTMLElement>('.chat-head h1')?.focus()
  }, [])
  const done = () => {
    doing.value = undefined
    const next = desk.chats.peek().find(one => one.unread.peek() > 0) ?? desk.chats.peek()[0]
    go(next && !isNarrow() ? to('desk', next.id) : to('desk'))
  }
  const dialog = { place, chat, onDone: done, onClose: () => (doing.value = undefined) }
  return (
    <>
      <Head chat={chat} onContext={onContext}>
        {mine && <ChatActions summary={chat.summary.value} onChoose={what => ask(what)()} />}
      </Head>
      <Banner desk={desk} chat={chat} live={place.live} />
      {chat.detail.value ? (
        <>
          <Log chat={chat} />
          {mine && <HelplinesCard place={place} chat={chat} />}
          {mine ? <Composer place={place} chat={chat} /> : <NotMine place={place} chat={chat} />}
        </>
      ) : chat.failure.value ? (
        <div class="chat-body">
          <Failed failure={chat.failure.value} onRetry={() => void chat.load()} />
        </div>
      ) : (
        <Loading />
      )}
      {doing.value === 'transfer' && <TransferDialog {...dialog} />}
      {doing.value === 'escalate' && <EscalateDialog {...dialog} />}
      {doing.value === 'send_back' && <SendBackDialog {...dialog} />}
      {doing.value === 'return' && <ReturnDialog {...dialog} />}
      {doing.value === 'close' && <CloseDialog {...dialog} />}
    </>
  )
}

interface HeadProps {
  chat: Chat
  onContext: () => void
  children: preact.ComponentChildren
}

function Head({ chat, onContext, children }: HeadProps) {
  const { student, subject, queue_name, lang, channel, level, urgent } = chat.summary.value
  return (
    <header class="chat-head">
      <button type="button" class="icon-button only-narrow" aria-label={t('app.back')} onClick={() => go(to('desk'))}>
        <Icon name="back" />
      </button>
      <div class="chat-who">
        <h1 tabIndex={-1}>{student || t('desk.student')}</h1>
        <p>
          {urgent && <UrgentTag />} <span class="tag tag-blue">{queue_name}</span>{' '}
          <span class="tag">{lang.toUpperCase()}</span> {level === 2 && <span class="tag">{t('level.second')}</span>}{' '}
          {channel === 'ticket' && <span class="tag">{t('desk.ticket')}</span>}{' '}
          <span class="chat-subject">{subject}</span>
        </p>
      </div>
      {children}
      <button type="button" class="btn btn-outline-primary btn-xs show-context" onClick={onContext}>
        <Icon name="info" size={16} /> {t('context.short')}
      </button>
    </header>
  )
}

// Not one's own: it waits (and can be taken), somebody else has it, or it is over.
function NotMine({ place: { desk }, chat }: { place: Workplace; chat: Chat }) {
  const { state } = chat.summary.value
  const detail = chat.detail.value
  const claim = async () => {
    if (!(await desk.claim(chat.id))) void chat.load()
  }
  const unsent = chat.outbox.items.value.length > 0 || chat.draft.value !== ''
  return (
    <div class="not-mine">
      {state === 'waiting' ? (
        <Notice tone="info" title={t('chat.waits')} live={false}>
          {chat.summary.value.gone && <p>{t('student.gone_about')}</p>}
          {desk.operator.value && !chat.summary.value.gone && (
            <button type="button" class="btn btn-primary btn-sm" onClick={() => void claim()}>
              {t('waiting.claim')}
            </button>
          )}
        </Notice>
      ) : state === 'closed' ? (
        <Notice tone="ok" title={t('chat.closed')} live={false}>
          {detail?.outcome && <p>{t(`outcome.${detail.outcome}`)}</p>}
          {detail?.note && <p>{detail.note}</p>}
        </Notice>
      ) : (
        <Notice
          tone="info"
          title={detail?.operator ? t('chat.with', { name: detail.operator }) : t('chat.gone')}
          live={false}
        >
          <p>{t('chat.read_only')}</p>
        </Notice>
      )}
      {unsent && chat.draft.value && (
        <Notice tone="warn" title={t('chat.draft_left')} live={false}>
          <p class="pre">{chat.draft.value}</p>
        </Notice>
      )}
    </div>
  )
}
