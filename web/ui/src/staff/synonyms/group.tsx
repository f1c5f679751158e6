import { useRef, useState } from 'preact/hooks'
import type { Synonym } from '../../api/staff-types'
import { date, type Key, t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed, Notice } from '../ui/notice'
import { say, toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import { useFocusOnChange } from '../ui/use-focus-on-change'
import type { SynonymBook, SynonymRow } from './api'
import { EditForm } from './edit'
import { textOf } from './terms'

interface Props {
  row: SynonymRow
  book: SynonymBook
}

// A group: its terms, being edited, or deleted with a way back. The focus stays with it.
export function Group({ row, book }: Props) {
  const [editing, setEditing] = useState(false)
  const root = useRef<HTMLLIElement>(null)
  useFocusOnChange(root, editing ? 'editing' : row.deleted ? 'deleted' : 'shown')
  return (
    <li class={row.deleted ? 'synonym synonym-deleted' : 'synonym'} ref={root}>
      {editing ? (
        <EditForm row={row} book={book} onClose={() => setEditing(false)} />
      ) : row.deleted ? (
        <Deleted row={row} book={book} />
      ) : (
        <Shown row={row} book={book} onEdit={() => setEditing(true)} />
      )}
    </li>
  )
}

function Shown({ row, book, onEdit }: Props & { onEdit: () => void }) {
  const group = row.item
  const [changed, setChanged] = useState(false) // by another, when one wanted to delete it
  const { failure, run } = useAct()
  const remove = async () => {
    const conflict = await book.remove(row)
    setChanged(conflict?.kind === 'stale')
    if (conflict?.kind !== 'stale') say(t('synonyms.deleted', { terms: textOf(group.terms) }))
  }
  return (
    <>
      <div class="synonym-main">
        <ul class="terms">
          {group.terms.map(term => (
            <li key={term} class="term">
              {term}
            </li>
          ))}
        </ul>
        <p class="synonym-by">{t('synonyms.by', { name: group.changed_by, date: date(group.changed_at) })}</p>
      </div>
      <p class="card-actions">
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-label={named('synonyms.edit', group)}
          data-focus
          onClick={onEdit}
        >
          {t('synonyms.edit')}
        </button>
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-label={named('synonyms.delete', group)}
          onClick={() => run(remove)}
        >
          {t('synonyms.delete')}
        </button>
      </p>
      {changed && (
        <Notice tone="warn" title={t('synonyms.stale', { name: group.changed_by })} onDismiss={() => setChanged(false)}>
          <p>{t('synonyms.stale_delete')}</p>
        </Notice>
      )}
      {failure && <Failed failure={failure} />}
    </>
  )
}

function Deleted({ row, book }: Props) {
  const { failure, run } = useAct()
  const restore = async () => {
    await book.addAgain(row, row.item)
    toast(t('synonyms.restored'), 'ok')
  }
  return (
    <>
      <p class="synonym-main">{t('synonyms.deleted', { terms: textOf(row.item.terms) })}</p>
      <p class="card-actions">
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-label={named('synonyms.undo', row.item)}
          data-focus
          onClick={() => run(restore)}
        >
          <Icon name="undo" size={16} />
          {t('synonyms.undo')}
        </button>
      </p>
      {failure && <Failed failure={failure} />}
    </>
  )
}

// Which group a button is of, for who does not see where it stands.
const named = (key: Key, group: Synonym) => `${t(key)}: ${textOf(group.terms)}`
