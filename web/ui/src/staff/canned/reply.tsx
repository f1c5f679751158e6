import { useRef, useState } from 'preact/hooks'
import type { Canned } from '../../api/staff-types'
import { date, type Key, t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed, Notice } from '../ui/notice'
import { say, toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import { useFocusOnChange } from '../ui/use-focus-on-change'
import type { QueueName } from '../users/queue-names'
import type { CannedBook, CannedRow } from './api'
import { EditForm } from './edit'

interface Props {
  row: CannedRow
  book: CannedBook
  queues: QueueName[]
}

// A canned reply: shown, being edited, or deleted with a way back. The focus stays with it.
export function Reply({ row, book, queues }: Props) {
  const [editing, setEditing] = useState(false)
  const root = useRef<HTMLLIElement>(null)
  useFocusOnChange(root, editing ? 'editing' : row.deleted ? 'deleted' : 'shown')
  return (
    <li class={row.deleted ? 'canned canned-deleted' : 'canned'} ref={root}>
      {editing ? (
        <EditForm row={row} book={book} queues={queues} onClose={() => setEditing(false)} />
      ) : row.deleted ? (
        <Deleted row={row} book={book} queues={queues} />
      ) : (
        <Shown row={row} book={book} queues={queues} onEdit={() => setEditing(true)} />
      )}
    </li>
  )
}

function Shown({ row, book, queues, onEdit }: Props & { onEdit: () => void }) {
  const { item } = row
  const [changed, setChanged] = useState(false) // by another, when one wanted to delete it
  const { failure, run } = useAct()
  const remove = async () => {
    const conflict = await book.remove(row)
    setChanged(conflict?.kind === 'stale')
    if (conflict?.kind !== 'stale') say(t('canned.deleted', { name: item.name }))
  }
  const queue = queues.find(one => one.id === item.queue)?.name ?? item.queue
  return (
    <>
      <div class="canned-main">
        <h2 class="canned-name">/{item.name}</h2>
        <p class="pre">
          <Braced text={item.text} />
        </p>
        <p class="canned-by">
          <span class={item.queue ? 'tag tag-blue' : 'tag'}>{item.queue ? queue : t('canned.all_queues')}</span>{' '}
          {t('canned.by', { name: item.changed_by, date: date(item.changed_at) })}
        </p>
      </div>
      <p class="card-actions">
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-label={named('canned.edit', item)}
          data-focus
          onClick={onEdit}
        >
          {t('canned.edit')}
        </button>
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-label={named('canned.delete', item)}
          onClick={() => run(remove)}
        >
          {t('canned.delete')}
        </button>
      </p>
      {changed && (
        <Notice tone="warn" title={t('canned.stale', { name: item.changed_by })} onDismiss={() => setChanged(false)}>
          <p>{t('canned.stale_delete')}</p>
        </Notice>
      )}
      {failure && <Failed failure={failure} />}
    </>
  )
}

// The text with its variables set apart.
function Braced({ text }: { text: string }) {
  return (
    <>{text.split(/(\{[^{}\n]*\})/).map((part, i) => (i % 2 === 1 ? <code key={`${i}${part}`}>{part}</code> : part))}</>
  )
}

function Deleted({ row, book }: Props) {
  const { failure, run } = useAct()
  const restore = async () => {
    await book.addAgain(row, row.item)
    toast(t('canned.restored'), 'ok')
  }
  return (
    <>
      <p class="canned-main">{t('canned.deleted', { name: row.item.name })}</p>
      <p class="card-actions">
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-label={named('canned.undo', row.item)}
          data-focus
          onClick={() => run(restore)}
        >
          <Icon name="undo" size={16} />
          {t('canned.undo')}
        </button>
      </p>
      {failure && <Failed failure={failure} />}
    </>
  )
}

// Which reply a button is of, for who does not see where it stands.
const named = (key: Key, item: Canned) => `${t(key)}: /${item.name}`
