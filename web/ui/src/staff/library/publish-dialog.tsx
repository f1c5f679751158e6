import { t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { InputField } from '../ui/fields'
import { Failed, Notice } from '../ui/notice'
import type { EntryEditor } from './editor'
import { ImpactView, Replaying } from './impact'
import { type Publishing, usePublishing } from './publishing'
import type { Steps } from './steps'

interface Props {
  steps: Steps
  editor: EntryEditor
  onClose: () => void
  onDone: (said: string) => void
}

// Before an entry is published: what would answer otherwise then, when it shall be, and
// whether its translation goes with it.
export function PublishDialog({ steps, editor, onClose, onDone }: Props) {
  const it = usePublishing(steps, editor, onDone)
  return (
    <Dialog title={t('publish.title')} wide onClose={onClose}>
      <div class="dialog-body publish">
        {it.twin && <TwinChoice it={it} />}
        {it.looking ? <Replaying /> : <Problems messages={it.problems} />}
        {it.lookFailure && <Failed failure={it.lookFailure} title="publish.not_replayed" onRetry={it.replay} />}
        {it.impact && !it.looking && <ImpactView impact={it.impact} />}
        {it.twinImpact && it.both && (
          <>
            <h3 class="publish-part">{t('publish.twin_impact')}</h3>
            <ImpactView impact={it.twinImpact} label={t('publish.twin_impact')} />
          </>
        )}
        {it.problems.length === 0 && <When it={it} />}
        {it.failure && <Failed failure={it.failure} />}
      </div>
      <footer class="dialog-foot">
        <button type="button" class="btn btn-outline-primary btn-sm" data-focus onClick={onClose}>
          {t('publish.back')}
        </button>
        <button
          type="button"
          class="btn btn-primary btn-sm"
          aria-disabled={!it.ready}
          onClick={() => it.ready && it.publish()}
        >
          {actWords(it)}
        </button>
      </footer>
    </Dialog>
  )
}

function actWords({ later, both, impact, twinImpact }: Publishing): string {
  if (later) return t(both ? 'publish.schedule_both' : 'publish.schedule')
  const changes = (impact?.changes ?? 0) + (both ? (twinImpact?.changes ?? 0) : 0)
  if (both) return t(changes > 0 ? 'publish.accept_both' : 'publish.both_now')
  return t(changes > 0 ? 'publish.accept' : 'publish.now')
}

function Problems({ messages }: { messages: string[] }) {
  if (messages.length === 0) return null
  return (
    <Notice tone="bad" title={t('publish.problems', { n: messages.length })}>
      <ul class="findings-list">
        {messages.map(message => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </Notice>
  )
}

// The translation has a draft too: both languages come out together, or this one alone.
function TwinChoice({ it }: { it: Publishing }) {
  if (!it.twin) return null
  const { lang, question, draft } = it.twin
  return (
    <label class="check publish-both">
      <input type="checkbox" checked={it.both} onChange={event => it.setBoth(event.currentTarget.checked)} />
      <span>
        {t(lang === 'en' ? 'publish.with_en' : 'publish.with_it')}{' '}
        <span lang={lang}>«{draft?.question || question}»</span>
      </span>
    </label>
  )
}

function When({ it }: { it: Publishing }) {
  return (
    <fieldset class="choices">
      <legend>{t('publish.when')}</legend>
      <label class="check">
        <input type="radio" name="when" checked={!it.later} onChange={() => it.setLater(false)} />
        <span>{t('publish.when_now')}</span>
      </label>
      <label class="check">
        <input type="radio" name="when" checked={it.later} onChange={() => it.setLater(true)} />
        <span>{t('publish.when_later')}</span>
      </label>
      {it.later && (
        <InputField
          label={t('publish.at')}
          type="datetime-local"
          value={it.at}
          error={it.wrongTime ? t('publish.past') : undefined}
          onText={it.setAt}
        />
      )}
    </fieldset>
  )
}
