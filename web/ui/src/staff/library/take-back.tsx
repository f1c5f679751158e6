import type { MergeUndo } from '../../api/studio-types'
import { session } from '../app/session'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed, Notice } from '../ui/notice'
import { toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import type { Steps } from './steps'

// The entry is of a merge that nothing was built on: the way back, whenever that was.
export function TakeBack({ undo, steps }: { undo: MergeUndo; steps: Steps }) {
  const { busy, failure, run } = useAct()
  const back = () =>
    run(async () => {
      await steps.takeBackMerge(undo)
      toast(t('takeback.done'), 'ok')
    })
  return (
    <Notice tone="info" live={false} title={t(undo.gone.length > 0 ? 'takeback.title' : 'takeback.title_link')}>
      {undo.gone.length > 0 && (
        <>
          <p>{t('takeback.about', { n: undo.gone.length })}</p>
          <ul>
            {undo.gone.map(({ id, question }) => (
              <li key={id}>«{question}»</li>
            ))}
          </ul>
        </>
      )}
      {session.can('reviewer') ? (
        <button type="button" class="btn btn-outline-primary btn-xs" aria-disabled={busy} onClick={back}>
          <Icon name="undo" size={16} /> {t('takeback.do')}
        </button>
      ) : (
        <p class="muted">{t('takeback.reviewer')}</p>
      )}
      {failure && <Failed failure={failure} />}
    </Notice>
  )
}
