import { type Key, t } from '../i18n'
import { Notice } from '../ui/notice'

interface Props {
  differs: Key[] // the names of the parts that do
  onMine: () => void
  onTheirs: () => void
}

// Somebody else saved while one was deciding: what differs is named, one chooses.
export function Stale({ differs, onMine, onTheirs }: Props) {
  const names = differs.map(key => t(key))
  return (
    <Notice tone="warn" title={t('queue.stale')}>
      <p>{names.length ? t('queue.stale_differs', { what: names.join(', ') }) : t('queue.stale_same')}</p>
      <p class="notice-actions">
        <button type="button" class="btn btn-outline-primary btn-xs" onClick={onMine}>
          {t('queue.stale_mine')}
        </button>
        <button type="button" class="btn btn-outline-primary btn-xs" onClick={onTheirs}>
          {t('queue.stale_theirs')}
        </button>
      </p>
    </Notice>
  )
}
