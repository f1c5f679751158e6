import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { Notice } from '../ui/notice'
import { toast } from '../ui/say'
import type { Conflict, Kept, Row } from './book'
import type { Kind } from './kind'

interface Props<T extends Kept & D, D> {
  kind: Kind<T, D>
  row: Row<T>
  onClose: () => void
}

// Where another was quicker, both texts are there and one chooses.
export function Edit<T extends Kept & D, D>({ kind, row, onClose }: Props<T, D>) {
  const { area, book } = kind
  const [conflict, setConflict] = useState<Conflict<T> | undefined>()
  const send = (draft: D) => {
    if (conflict?.kind === 'gone') return book.addAgain(row, draft)
    return book.save(row, conflict?.theirs ?? row.item, draft)
  }
  const save = async (draft: D) => {
    const found = await send(draft)
    if (found) {
      setConflict(found)
      return
    }
    toast(t(`${area}.saved`), 'ok')
    onClose()
  }
  const onCancel = () => {
    onClose()
    if (conflict) book.take(row, conflict)
  }
  const stale = conflict?.kind === 'stale'
  return kind.form({
    label: t(`${area}.edit`),
    draft: row.item,
    save,
    onCancel,
    ...(conflict && {
      saveName: t(stale ? `${area}.stale_mine` : `${area}.gone_add`),
      cancelName: t(stale ? `${area}.stale_theirs` : `${area}.gone_leave`),
      children: <Told kind={kind} conflict={conflict} />,
    }),
  })
}

function Told<T extends Kept & D, D>({
  kind: { area, theirs },
  conflict,
}: {
  kind: Kind<T, D>
  conflict: Conflict<T>
}) {
  if (conflict.kind === 'gone') {
    return (
      <Notice tone="warn" title={t(`${area}.gone`)}>
        <p>{t(`${area}.gone_do`)}</p>
      </Notice>
    )
  }
  return (
    <Notice tone="warn" title={t(`${area}.stale`, { name: conflict.theirs.changed_by })}>
      {theirs(conflict.theirs)}
    </Notice>
  )
}
