import { type Key, t } from '../i18n'
import { Icon } from '../ui/icons'

export interface Undo {
  text: string
  back?: () => Promise<void>
  refused?: boolean // it could not be taken back
}

// Why what was done can't be undone any more: the chat has gone on meanwhile.
const refusals: Record<string, Key> = {
  taken: 'board.undo_taken',
  not_yours: 'board.undo_taken',
  at_capacity: 'board.undo_at_capacity',
  operator_absent: 'board.undo_absent',
  closed: 'board.undo_closed',
  not_found: 'board.undo_closed',
}

export function refusedUndo(code: string): Undo | undefined {
  const why = refusals[code]
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
