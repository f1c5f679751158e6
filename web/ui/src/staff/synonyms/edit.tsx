import { useState } from 'preact/hooks'
import type { Synonym } from '../../api/staff-types'
import type { Conflict } from '../app/book'
import { t } from '../i18n'
import { Notice } from '../ui/notice'
import { toast } from '../ui/say'
import type { SynonymBook, SynonymRow } from './api'
import { TermsForm } from './form'
import { textOf } from './terms'

interface Props {
  row: SynonymRow
  book: SynonymBook
  onClose: () => void
}

// Where another editor was quicker, both texts are there and one chooses.
export function EditForm({ row, book, onClose }: Props) {
  const [text, setText] = useState(() => textOf(row.item.terms))
  const [conflict, setConflict] = useState<Conflict<Synonym> | undefined>()
  const send = (terms: string[]) => {
    const draft = { lang: row.item.lang, terms }
    if (conflict?.kind === 'gone') return book.addAgain(row, draft)
    return book.save(row, conflict?.theirs ?? row.item, draft)
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

function Told({ conflict }: { conflict: Conflict<Synonym> }) {
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
