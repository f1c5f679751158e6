import type { ChatEvent } from '../../api/types'
import { closingWords } from '../openings'
import { lapsed, wordsOf } from '../words'
import { useModel } from './context'
import { Helplines } from './helplines'
import { MessageBubble } from './message'

// One thing that happened in the chat: a message, or a line about it.
export function EventLine({ event }: { event: ChatEvent }) {
  const { store } = useModel()
  const { t, chat } = store
  if (event.kind === 'message') return <MessageBubble event={event} />
  if (event.kind === 'closing') return <p class="line">{closingWords(store, event)}</p>
  if (event.kind === 'urgent') return <Helplines lines={event.helplines ?? []} />
  const said = wordsOf(event, chat.value, t('chat.somebody'))
  if (!said) return null
  return (
    <>
      <p class={event.kind === 'asked' ? 'line line-asks' : 'line'}>
        {t(said.key, { name: said.name, queue: said.queue })}
      </p>
      {lapsed(event) && <Resume event={event} />}
    </>
  )
}

// The way back for who fell silent, as long as there is one.
function Resume({ event }: { event: ChatEvent }) {
  const model = useModel()
  const { t, chat, joining } = model.store
  if (chat.value?.chat !== event.chat || !chat.value.may_resume) return null
  return (
    <div class="resume">
      <button type="button" class="primary" aria-disabled={joining.value} onClick={() => void model.resume()}>
        {t('event.resume')}
      </button>
      <p class="tip">{t('event.resume_about')}</p>
    </div>
  )
}
