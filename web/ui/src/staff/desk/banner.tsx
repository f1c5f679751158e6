import { useEffect, useState } from 'preact/hooks'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import type { Chat } from './chat'
import type { Desk } from './desk'
import type { Live } from './live'

const backMs = 4_000

interface Props {
  desk: Desk
  chat: Chat
  live: () => Live | undefined
}

// The state of the connection: nothing while it is well, a line while it is lost, a word
// when it is back; and that the student has left.
export function Banner({ desk, chat, live }: Props) {
  const state = desk.connection.value
  const lost = state === 'lost'
  const [wasLost, setWasLost] = useState(false)
  useEffect(() => {
    if (lost) return setWasLost(true)
    const timer = setTimeout(() => setWasLost(false), backMs)
    return () => clearTimeout(timer)
  }, [lost])
  const unsent = chat.outbox.items.value.length
  return (
    <div role="status">
      {lost && (
        <div class="banner banner-bad">
          <Icon name="warn" size={18} />
          <span>{unsent > 0 ? t('banner.lost_unsent', { n: unsent }) : t('banner.lost')}</span>
          <button type="button" class="btn-plain" onClick={() => live()?.wake()}>
            {t('app.retry')}
          </button>
        </div>
      )}
      {!lost && wasLost && (
        <div class="banner banner-ok">
          <Icon name="check" size={18} /> <span>{t('banner.back')}</span>
        </div>
      )}
      {chat.mine.value && chat.left.value && (
        <div class="banner banner-warn">
          <Icon name="out" size={18} /> <span>{t('banner.left')}</span>
        </div>
      )}
    </div>
  )
}
