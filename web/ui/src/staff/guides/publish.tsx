import { useEffect, useState } from 'preact/hooks'
import type { Impact } from '../../api/studio-types'
import { go, to } from '../app/router'
import { t } from '../i18n'
import { ImpactView, Replaying } from '../library/impact'
import { Dialog } from '../ui/dialog'
import { Failed, Notice } from '../ui/notice'
import { toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import type { GuideDraftDetail, GuidesApi } from './api'
import { Citations } from './citations'
import { missing } from './fields'

interface Props {
  draft: GuideDraftDetail
  api: GuidesApi
  onClose: () => void
  onStale: () => void // the draft, or the guide, is another by now
}

// Before a guide is published: what is missing, who cites what moves, which questions change.
export function PublishGuide({ draft, api, onClose, onStale }: Props) {
  const [impact, setImpact] = useState<Impact | undefined>()
  const look = useAct()
  const act = useAct()
  const { problems, cited } = draft
  const replay = () => look.run(async () => setImpact(await api.impact(draft.id)))
  useEffect(() => {
    if (problems.length === 0) replay()
  }, [])
  const publish = () =>
    act.run(async () => {
      const guide = await api.publish(draft.id, draft.revision, draft.current)
      toast(t('guides.published', { title: guide.title }), 'ok')
      go(to('guides', guide.id))
    })
  const ready = problems.length === 0 && !look.busy && !act.busy
  return (
    <Dialog title={t('guides.publish_title')} wide onClose={onClose}>
      <div class="dialog-body publish">
        {problems.length > 0 && (
          <Notice tone="bad" title={t('guides.problems')}>
            <ul class="findings-list">
              {missing(problems).map(problem => (
                <li key={`${problem.field} ${problem.message}`}>
                  {problem.field === 'topic' && problem.params[0] === '' ? t('guides.topic_missing') : problem.message}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {cited.length > 0 && (
          <Notice tone="warn" title={t('guides.flagged', { n: cited.length })} live={false}>
            <p>{t('guides.flagged_after')}</p>
            <Citations list={cited} />
          </Notice>
        )}
        {look.busy && <Replaying />}
        {look.failure && <Failed failure={look.failure} title="publish.not_replayed" onRetry={replay} />}
        {impact && !look.busy && <ImpactView impact={impact} />}
        {act.failure && <Failed failure={act.failure} />}
        {act.failure?.code === 'stale' && (
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={onStale}>
            {t('guides.look_again')}
          </button>
        )}
      </div>
      <footer class="dialog-foot">
        <button type="button" class="btn btn-outline-primary btn-sm" data-focus onClick={onClose}>
          {t('guides.publish_back')}
        </button>
        {problems.length === 0 && (
          <button
            type="button"
            class="btn btn-primary btn-sm"
            aria-disabled={!ready}
            onClick={() => ready && publish()}
          >
            {impact && impact.changes > 0 ? t('publish.accept') : t('publish.now')}
          </button>
        )}
      </footer>
    </Dialog>
  )
}
