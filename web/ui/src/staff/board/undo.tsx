import { t } from '../i18n'
import { Icon } from '../ui/icons'
import { wentOn } from './went-on'

export interface Undo {
  text: string
  back?: () => Promise<void>
  refused?: boolean // it could not be taken back
}

// What could not be taken back; undefined where the code is a failure like any other.
export function refusedUndo(code: string): Undo | undefined {
  const why = wentOn(code)
  return why && { text: `${t('board.undo_not')} ${t(why)}`, refused: true }
}

interface Props {
  undo: Undo
  onUndo: (undo: Undo) => void
  onClose: () => void
}

// What was done last, and the way back while it is there.
export function UndoBar({ undo, onUndo, onClose }: Props) {
  return (
    <div class={`notice board-undo ${undo.refused ? 'notice-warn' : 'notice-ok'}`}>
      <Icon name={undo.refused ? 'warn' : 'check'} />
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
