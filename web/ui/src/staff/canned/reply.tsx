import type { Canned } from '../../api/staff-types'
import { date, t } from '../i18n'
import type { QueueName } from '../users/queue-names'

// A canned reply as it is kept.
export function Reply({ reply, queues }: { reply: Canned; queues: QueueName[] }) {
  const queue = queues.find(one => one.id === reply.queue)?.name ?? reply.queue
  return (
    <>
      <h2 class="canned-name">/{reply.name}</h2>
      <p class="pre">
        <Braced text={reply.text} />
      </p>
      <p class="book-by">
        <span class={reply.queue ? 'tag tag-blue' : 'tag'}>{reply.queue ? queue : t('canned.all_queues')}</span>{' '}
        {t('canned.by', { name: reply.changed_by, date: date(reply.changed_at) })}
      </p>
    </>
  )
}

// The text with its variables set apart.
function Braced({ text }: { text: string }) {
  return (
    <>{text.split(/(\{[^{}\n]*\})/).map((part, i) => (i % 2 === 1 ? <code key={`${i}${part}`}>{part}</code> : part))}</>
  )
}
