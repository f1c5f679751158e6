import { Failure } from '../../api/client'
import { session } from '../app/session'
import { t, time } from '../i18n'
import { Icon, type IconName } from '../ui/icons'
import { wordsOf } from '../ui/notice'
import { AttachmentView } from './attachment'
import type { Chat } from './chat'
import type { Pending } from './outbox'
import type { Row, Sent } from './rows'
import { Words } from './words'

const marks: Record<Sent, IconName> = { sending: 'clock', refused: 'warn', sent: 'check', seen: 'checks' }

type Said = Extract<Row, { kind: 'said' }>

export function Message({ row: { event, own, follows, state, pending }, chat }: { row: Said; chat: Chat }) {
  const note = event.kind === 'note'
  const name = own ? (event.name ?? session.me.value?.name ?? '') : chat.summary.value.student || t('desk.student')
  const side = note ? 'note' : own ? 'own' : event.author === 'student' ? 'theirs' : 'system'
  return (
    <li class={`said said-${side}${follows ? ' said-follows' : ''}${state === 'refused' ? ' said-refused' : ''}`}>
      {!follows && (
        <p class="said-who">
          {note && (
            <>
              <Icon name="note" size={16} /> {t('chat.note')} ·{' '}
            </>
          )}
          {name}
        </p>
      )}
      {follows && <p class="visually-hidden">{name}</p>}
      <div class="bubble">
        {event.text && <Words text={event.text} />}
        {event.data?.attachment && <AttachmentView file={event.data.attachment} chat={chat.id} kept={!pending} />}
        <p class="said-foot">
          <time dateTime={event.at}>{time(event.at)}</time>
          {state && !note && (
            <span class={`mark mark-${state}`} title={t(`sent.${state}`)}>
              <Icon name={marks[state]} size={15} />
              <span class={state === 'sent' || state === 'seen' ? 'visually-hidden' : ''}>{t(`sent.${state}`)}</span>
            </span>
          )}
          {note && state && state !== 'sent' && <span class="mark">{t(`sent.${state}`)}</span>}
        </p>
      </div>
      {pending?.failure && <Refused item={pending} chat={chat} />}
    </li>
  )
}

function Refused({ item, chat }: { item: Pending; chat: Chat }) {
  const { code = '', message = '', id = '' } = item.failure ?? {}
  const words = wordsOf(new Failure(code, message, id, 400))
  return (
    <div class="refused" role="alert">
      <p>
        {words.title} {words.todo} {id && <code>{t('error.id', { id })}</code>}
      </p>
      <button type="button" class="btn-plain" onClick={() => chat.outbox.again(item.client_id)}>
        {t('chat.send_again')}
      </button>
      <button type="button" class="btn-plain" onClick={() => chat.takeBack(item)}>
        {t('chat.edit')}
      </button>
      <button type="button" class="btn-plain" onClick={() => chat.outbox.discard(item.client_id)}>
        {t('chat.discard')}
      </button>
    </div>
  )
}
