import { t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import type { ChatDialogProps } from './transfer-dialog'

export function ReturnDialog({ place: { desk }, chat, onDone, onClose }: ChatDialogProps) {
  const { busy, failure, run } = useAct()
  const queue = chat.summary.value.queue_name
  const giveBack = () =>
    run(async () => {
      await desk.giveBack(chat)
      toast(t('return.done', { queue }), 'ok')
      onDone()
    })
  return (
    <Dialog title={t('return.title')} onClose={onClose}>
      <div class="dialog-body">
        {failure && <Failed failure={failure} />}
        <p>{t('return.lead', { queue })}</p>
      </div>
      <footer class="dialog-foot">
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={onClose}>
          {t('app.cancel')}
        </button>
        <button type="button" data-focus class="btn btn-primary btn-sm" aria-disabled={busy} onClick={giveBack}>
          {t('act.return')}
        </button>
      </footer>
    </Dialog>
  )
}
