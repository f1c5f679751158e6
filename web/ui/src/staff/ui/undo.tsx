import { t } from '../i18n'
import { Icon } from './icons'
import { Failed } from './notice'
import { useAct } from './use-act'

export interface Undo {
  text: string
  back: () => Promise<void>
}

// What was done last, and the way back while it is there.
export function UndoBar({ undo, onClose }: { undo: Undo; onClose: () => void }) {
  const { busy, failure, run } = useAct()
  const back = () =>
    run(async () => {
      await undo.back()
      onClose()
    })
  return (
    <div class="notice notice-ok undo" role="status">
      <Icon name="check" />
      <div class="notice-body">
        <p>
          {undo.text}{' '}
          <button type="button" class="btn-plain" aria-disabled={busy} onClick={back}>
            {t('app.undo')}
          </button>
        </p>
        {failure && <Failed failure={failure} />}
      </div>
      <button type="button" class="icon-button" aria-label={t('app.dismiss')} onClick={onClose}>
        <Icon name="cross" size={16} />
      </button>
    </div>
  )
}
