import { t } from '../i18n'
import { Icon } from '../ui/icons'

export interface Undo {
  text: string
  back?: () => Promise<void>
}

interface Props {
  undo: Undo
  onUndo: (undo: Undo) => void
  onClose: () => void
}

// What was done last, and the way back while it is there.
export function UndoBar({ undo, onUndo, onClose }: Props) {
  return (
    <div class="notice notice-ok board-undo">
      <Icon name="check" />
      <div class="notice-body">
        <p>
          {undo.text}{' '}
          {undo.back && (
            <button type="button" class="btn-plain" onClick={() => onUndo(undo)}>
              {t('board.undo')}
            </button>
          )}
        </p>
      </div>
      <button type="button" class="icon-button" aria-label={t('app.dismiss')} onClick={onClose}>
        <Icon name="cross" size={16} />
      </button>
    </div>
  )
}
