import type { Outgoing } from '../../api/outbox'
import type { ChatEvent } from '../../api/types'
import { time } from '../../i18n/translate'
import { type Delivery, deliveryOf } from '../state'
import { AttachmentView } from './attachment'
import { useModel } from './context'
import { Icon } from './icon'
import { Words } from './words'

// A message that has come back from the server, one's own or the operator's.
export function MessageBubble({ event }: { event: ChatEvent }) {
  const { store } = useModel()
  const { t } = store
  const mine = event.author === 'student'
  const name = mine ? t('turn.you') : (event.name ?? t('chat.somebody'))
  return (
    <>
      <p class="who">
        {name} · {time(event.at, store.lang.value)}
        {mine && (
          <>
            {' · '}
            <DeliveryWord state={deliveryOf(event, store.seenUpTo.value, store.chat.value)} />
          </>
        )}
      </p>
      {event.text && (
        <p class={mine ? 'bubble' : 'bubble from-operator'}>{mine ? event.text : <Words text={event.text} />}</p>
      )}
      {event.data?.attachment && <AttachmentView file={event.data.attachment} />}
    </>
  )
}

// A message on its way.
export function OutgoingBubble({ message }: { message: Outgoing }) {
  const { store, live } = useModel()
  const { t } = store
  const { client_id, text, attachment, state, why } = message
  const late = state === 'waiting' && message.tries > 0
  return (
    <>
      <p class="who">
        {t('turn.you')} · <DeliveryWord state={state} />
      </p>
      <p class="bubble pending">
        {text} {attachment && t('file.sent', { name: attachment.name })}
      </p>
      {state === 'failed' && (
        <p class="wrong">
          {why?.message} {why?.id && <small>({t('error.id', { id: why.id })})</small>}
        </p>
      )}
      {(state === 'failed' || late) && (
        <div class="actions">
          <button type="button" class="small" onClick={() => (late ? live.wake() : live.retry(client_id))}>
            {t('message.retry')}
          </button>
          <button type="button" class="small" onClick={() => live.discard(client_id)}>
            {t('message.discard')}
          </button>
        </div>
      )}
    </>
  )
}

function DeliveryWord({ state }: { state: Delivery }) {
  const { t } = useModel().store
  return (
    <span class={`delivery ${state}`}>
      {state === 'failed' && <Icon name="alert" />}
      {(state === 'delivered' || state === 'seen') && <Icon name="check" />}
      {t(`message.${state}`)}
    </span>
  )
}
