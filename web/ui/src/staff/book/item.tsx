import { useRef, useState } from 'preact/hooks'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed, Notice } from '../ui/notice'
import { say, toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import { useFocusOnChange } from '../ui/use-focus-on-change'
import type { Kept, Row } from './book'
import { Edit } from './edit'
import type { Kind } from './kind'

interface Props<T extends Kept & D, D> {
  kind: Kind<T, D>
  row: Row<T>
}

// An item: shown, being edited, or deleted with a way back. The focus stays with it.
export function ItemRow<T extends Kept & D, D>({ kind, row }: Props<T, D>) {
  const [editing, setEditing] = useState(false)
  const root = useRef<HTMLLIElement>(null)
  useFocusOnChange(root, editing ? 'editing' : row.deleted ? 'deleted' : 'shown')
  return (
    <li class={row.deleted ? 'book-item book-deleted' : 'book-item'} ref={root}>
      {editing ? (
        <Edit kind={kind} row={row} onClose={() => setEditing(false)} />
      ) : row.deleted ? (
        <Deleted kind={kind} row={row} />
      ) : (
        <Shown kind={kind} row={row} onEdit={() => setEditing(true)} />
      )}
    </li>
  )
}

function Shown<T extends Kept & D, D>({ kind, row, onEdit }: Props<T, D> & { onEdit: () => void }) {
  const { area, book } = kind
  const name = kind.name(row.item)
  const [changed, setChanged] = useState(false) // by another, when one wanted to delete it
  const { failure, run } = useAct()
  const remove = async () => {
    const conflict = await book.remove(row)
    setChanged(conflict?.kind === 'stale')
    if (conflict?.kind !== 'stale') say(t(`${area}.deleted`, { name }))
  }
  return (
    <>
      <div class="book-main">{kind.show(row.item)}</div>
      <p class="card-actions">
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-label={`${t(`${area}.edit`)}: ${name}`}
          data-focus
          onClick={onEdit}
        >
          {t(`${area}.edit`)}
        </button>
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-label={`${t(`${area}.delete`)}: ${name}`}
          onClick={() => run(remove)}
        >
          {t(`${area}.delete`)}
        </button>
      </p>
      {changed && (
        <Notice
          tone="warn"
          title={t(`${area}.stale`, { name: row.item.changed_by })}
          onDismiss={() => setChanged(false)}
        >
          <p>{t(`${area}.stale_delete`)}</p>
        </Notice>
      )}
      {failure && <Failed failure={failure} />}
    </>
  )
}

function Deleted<T extends Kept & D, D>({ kind: { area, book, ...kind }, row }: Props<T, D>) {
  const { failure, run } = useAct()
  const name = kind.name(row.item)
  const restore = async () => {
    await book.addAgain(row, row.item)
    toast(t(`${area}.restored`), 'ok')
  }
  return (
    <>
      <p class="book-main">{t(`${area}.deleted`, { name })}</p>
      <p class="card-actions">
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-label={`${t(`${area}.undo`)}: ${name}`}
          data-focus
          onClick={() => run(restore)}
        >
          <Icon name="undo" size={16} />
          {t(`${area}.undo`)}
        </button>
      </p>
      {failure && <Failed failure={failure} />}
    </>
  )
}
