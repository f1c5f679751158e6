import { useEffect, useState } from 'preact/hooks'
import type { Impact } from '../../api/studio-types'
import { moment, t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { InputField } from '../ui/fields'
import { Failed, Notice } from '../ui/notice'
import { Loading } from '../ui/states'
import { useAct } from '../ui/use-act'
import type { EntryEditor } from './editor'
import { ImpactView } from './impact'
import type { Steps } from './steps'

interface Props {
  steps: Steps
  editor: EntryEditor
  onClose: () => void
  onDone: (said: string) => void
}

// Before an entry is published: what would answer otherwise then, and when it shall be.
export function PublishDialog({ steps, editor, onClose, onDone }: Props) {
  const [impact, setImpact] = useState<Impact | undefined>()
  const [later, setLater] = useState(false)
  const [at, setAt] = useState(tomorrow)
  const look = useAct()
  const act = useAct()
  const replay = () => look.run(async () => setImpact(await steps.impact()))
  useEffect(replay, [])
  const problems = editor.problems.value
  const when = new Date(at)
  const wrongTime = later && !(when.getTime() > Date.now())
  const publish = () =>
    act.run(async () => {
      if (later) await steps.schedule(when.toISOString())
      else await steps.publish()
      onDone(later ? t('publish.scheduled', { when: moment(when) }) : t('publish.done'))
    })
  const ready = !look.busy && problems.length === 0 && !wrongTime && !act.busy
  return (
    <Dialog title={t('publish.title')} wide onClose={onClose}>
      <div class="dialog-body publish">
        {look.busy && (
          <div role="status">
            <p class="muted">{t('publish.replaying')}</p>
            <Loading />
          </div>
        )}
        {!look.busy && problems.length > 0 && (
          <Notice tone="bad" title={t('publish.problems', { n: problems.length })}>
            <ul class="findings-list">
              {problems.map(problem => (
                <li key={`${problem.line}-${problem.message}`}>{problem.message}</li>
              ))}
            </ul>
          </Notice>
        )}
        {look.failure && <Failed failure={look.failure} title="publish.not_replayed" onRetry={replay} />}
        {impact && !look.busy && <ImpactView impact={impact} />}
        {problems.length === 0 && <When later={later} onLater={setLater} at={at} onAt={setAt} wrong={wrongTime} />}
        {act.failure && <Failed failure={act.failure} />}
      </div>
      <footer class="dialog-foot">
        <button type="button" class="btn btn-outline-primary btn-sm" data-focus onClick={onClose}>
          {t('publish.back')}
        </button>
        <button type="button" class="btn btn-primary btn-sm" aria-disabled={!ready} onClick={() => ready && publish()}>
          {actWords(later, impact)}
        </button>
      </footer>
    </Dialog>
  )
}

function actWords(later: boolean, impact: Impact | undefined): string {
  if (later) return t('publish.schedule')
  return impact && impact.changes > 0 ? t('publish.accept') : t('publish.now')
}

interface WhenProps {
  later: boolean
  onLater: (later: boolean) => void
  at: string
  onAt: (at: string) => void
  wrong: boolean
}

function When({ later, onLater, at, onAt, wrong }: WhenProps) {
  return (
    <fieldset class="choices">
      <legend>{t('publish.when')}</legend>
      <label class="check">
        <input type="radio" name="when" checked={!later} onChange={() => onLater(false)} />
        <span>{t('publish.when_now')}</span>
      </label>
      <label class="check">
        <input type="radio" name="when" checked={later} onChange={() => onLater(true)} />
        <span>{t('publish.when_later')}</span>
      </label>
      {later && (
        <InputField
          label={t('publish.at')}
          type="datetime-local"
          value={at}
          error={wrong ? t('publish.past') : undefined}
          onText={onAt}
        />
      )}
    </fieldset>
  )
}

// Eight o'clock of the next day, by this computer's clock, as a field takes it.
function tomorrow(): string {
  const day = new Date()
  day.setDate(day.getDate() + 1)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T08:00`
}
