import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { Notice } from '../ui/notice'
import { toast } from '../ui/say'
import type { Book, Conflict, Row } from './book'
import { TermsForm } from './form'
import { textOf } from './terms'

interface Props {
  row: Row
  book: Book
  onClose: () => void
}

// Where another editor was quicker, both texts are there and one chooses.
export function EditForm({ row, book, onClose }: Props) {
  const [text, setText] = useState(() => textOf(row.group.terms))
  const [conflict, setConflict] = useState<Conflict | undefined>()
  const send = (terms: string[]) => {
    if (conflict?.kind === 'gone') return book.addAgain(row, terms)
    return book.save(row, conflict?.theirs ?? row.group, terms)
  }
  const save = async (terms: string[]) => {
    const found = await send(terms)
    if (found) {
      setConflict(found)
      return
    }
    toast(t('synonyms.saved'), 'ok')
    onClose()
  }
  const cancel = () => {
    onClose()
    if (conflict) book.take(row, conflict)
  }
  const stale = conflict?.kind === 'stale'
  return (
    <TermsForm
      label={t('synonyms.edit')}
      text={text}
      onText={setText}
      save={save}
      onCancel={cancel}
      {...(conflict && {
        saveName: t(stale ? 'synonyms.stale_mine' : 'synonyms.gone_add'),
        cancelName: t(stale ? 'synonyms.stale_theirs' : 'synonyms.gone_leave'),
      })}
    >
      {conflict && <Told conflict={conflict} />}
    </TermsForm>
  )
}

function Told({ conflict }: { conflict: Conflict }) {
  if (conflict.kind === 'gone') {
    return (
      <Notice tone="warn" title={t('synonyms.gone')}>
        <p>{t('synonyms.gone_do')}</p>
      </Notice>
    )
  }
  return (
    <Notice tone="warn" title={t('synonyms.stale', { name: conflict.theirs.changed_by })}>
      <p>{t('synonyms.stale_now', { terms: textOf(conflict.theirs.terms) })}</p>
    </Notice>
  )
}
