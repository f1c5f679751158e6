import { type Key, t } from '../i18n'
import { Failed, Notice } from '../ui/notice'
import type { Desk, Notice as Kind } from './desk'

const words: Record<Exclude<Kind, 'failed'>, { title: Key; text: Key }> = {
  taken: { title: 'notice.taken', text: 'notice.taken_do' },
  at_capacity: { title: 'notice.capacity', text: 'notice.capacity_do' },
  nothing_waits: { title: 'notice.nothing', text: 'notice.nothing_do' },
}

// Why the last claim did not give a chat.
export function DeskNotice({ desk }: { desk: Desk }) {
  const notice = desk.notice.value
  if (!notice) return null
  const dismiss = () => {
    desk.notice.value = undefined
  }
  if (notice.kind === 'failed') {
    return notice.failure ? <Failed failure={notice.failure} onDismiss={dismiss} /> : null
  }
  const { title, text } = words[notice.kind]
  return (
    <Notice tone="info" title={t(title)} onDismiss={dismiss}>
      <p>{t(text)}</p>
    </Notice>
  )
}
