import type { HandoffState } from '../../api/types'
import { clockOf } from '../../i18n/translate'
import { rounded } from '../../i18n/waits'
import { useModel } from './context'
import { Icon } from './icon'
import { Sure } from './sure'

// Where the student stands with the person: always in sight while there is one.
export function StatusBar() {
  const { store } = useModel()
  const chat = store.chat.value
  const connection = store.connection.value
  if (connection === 'refused' && chat) return <Refused />
  if (!chat || !store.talking.value) return null
  return (
    <div class={`status ${connection === 'lost' ? 'lost' : chat.state}`}>
      {connection === 'lost' ? <Lost /> : <Standing chat={chat} />}
      <Leave chat={chat} />
    </div>
  )
}

function Standing({ chat }: { chat: HandoffState }) {
  const { t, lang } = useModel().store
  const queue = chat.queue_name
  if (chat.state === 'engaged') {
    const name = chat.operator ?? t('chat.somebody')
    return (
      <p>
        <Icon name="person" />
        <strong>{t('chat.engaged', { name })}</strong>
      </p>
    )
  }
  if (chat.channel === 'ticket') {
    return (
      <>
        <p>
          <Icon name="ticket" />
          <strong>{t('chat.ticket_open', { queue })}</strong>
        </p>
        <p class="tip">{t('chat.ticket_tip')}</p>
      </>
    )
  }
  return (
    <>
      <p>
        <Icon name="chat" />
        <strong>{t('chat.waiting', { queue })}</strong>
      </p>
      {chat.position !== undefined && (
        <p class="place">{chat.position === 1 ? t('chat.first') : t('chat.place', { n: chat.position })}</p>
      )}
      <p class="wait">{waiting(t, chat.wait)}</p>
      {chat.closes_at && (
        <p class="place">{t('chat.closes', { at: clockOf(chat.closes_at, lang.value, chat.zone) })}</p>
      )}
      <p class="tip">{t('chat.wait_tip')}</p>
    </>
  )
}

// How long, as people say it.
function waiting(t: ReturnType<typeof useModel>['store']['t'], wait: HandoffState['wait']): string {
  const { form, from, to } = rounded(wait)
  return t(`wait.${form}`, { from, to })
}

function Lost() {
  const { store, live } = useModel()
  const { t } = store
  return (
    <>
      <p>
        <Icon name="alert" />
        <strong>{t('chat.lost')}</strong>
      </p>
      <button type="button" class="small" onClick={() => live.wake()}>
        {t('chat.retry_now')}
      </button>
    </>
  )
}

function Refused() {
  const { t } = useModel().store
  return (
    <div class="status lost">
      <p>
        <Icon name="alert" />
        <strong>{t('chat.refused')}</strong>
      </p>
    </div>
  )
}

function Leave({ chat }: { chat: HandoffState }) {
  const model = useModel()
  const { t } = model.store
  const inLine = chat.state === 'waiting'
  if (chat.channel === 'ticket') return null
  return (
    <Sure
      act={t(inLine ? 'chat.leave_line' : 'chat.leave')}
      question={t(inLine ? 'chat.leave_line_sure' : 'chat.leave_sure')}
      yes={t(inLine ? 'chat.leave_line_yes' : 'chat.leave_yes')}
      no={t('chat.stay')}
      onYes={() => void model.leave()}
    />
  )
}
