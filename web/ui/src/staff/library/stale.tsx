import { useState } from 'preact/hooks'
import type { EntryDetail } from '../../api/staff-types'
import { t } from '../i18n'
import { Notice } from '../ui/notice'
import type { EntryEditor } from './editor'

// Somebody else saved while one was writing: both texts are there, one chooses.
export function Stale({ editor, theirs }: { editor: EntryEditor; theirs: EntryDetail }) {
  const [shown, setShown] = useState(false)
  return (
    <Notice tone="warn" title={t('stale.title')}>
      <p>{t('stale.text', { revision: theirs.revision })}</p>
      <p class="notice-actions">
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-expanded={shown}
          onClick={() => setShown(!shown)}
        >
          {t('stale.show')}
        </button>
        <button type="button" class="btn btn-outline-primary btn-xs" onClick={() => void editor.overwrite()}>
          {t('stale.mine')}
        </button>
        <button type="button" class="btn btn-outline-primary btn-xs" onClick={() => editor.discard()}>
          {t('stale.theirs')}
        </button>
      </p>
      {shown && <pre class="source-theirs">{theirs.source}</pre>}
    </Notice>
  )
}
