import { useState } from 'preact/hooks'
import type { OfficeQueue, QueueSettings } from '../../api/office-types'
import { useAct } from '../desk/use-act'
import { type Key, t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Failed, Notice } from '../ui/notice'
import type { OfficeApi } from './api'
import { standsAs } from './words'

interface Props {
  api: Pick<OfficeApi, 'override'>
  queue: OfficeQueue
  onDone: (queue: OfficeQueue) => void
  onClose: () => void
}

const choices: { value: QueueSettings['override']; title: Key; about: Key }[] = [
  { value: '', title: 'now.hours', about: 'now.hours_about' },
  { value: 'open', title: 'now.open', about: 'now.open_about' },
  { value: 'closed', title: 'now.closed', about: 'now.closed_about' },
]

// Opens or closes a queue now, whatever its hours say.
export function NowDialog({ api, queue, onDone, onClose }: Props) {
  const [override, setOverride] = useState(queue.settings.override)
  const [until, setUntil] = useState(localOf(queue.settings.override_until))
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAct()
  const over = until !== '' && new Date(until).getTime() <= Date.now()
  const error = tried && override && over ? t('now.need_future') : undefined
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (override && over) return
    const moment = override && until ? new Date(until).toISOString() : undefined
    run(async () => onDone(await api.override(queue.id, override, moment)))
  }
  return (
    <Dialog title={t('now.title', { queue: queue.name })} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <div class="dialog-body">
          {failure && <Failed failure={failure} />}
          <p>{standsAs(queue)}</p>
          <fieldset class="choices">
            <legend>{t('now.what')}</legend>
            {choices.map(({ value, title, about }) => (
              <label key={value} class="choice">
                <input
                  type="radio"
                  name="override"
                  data-focus={value === queue.settings.override || undefined}
                  checked={override === value}
                  onChange={() => setOverride(value)}
                />
                <span>
                  <strong>{t(title)}</strong>
                  <small>{t(about)}</small>
                </span>
              </label>
            ))}
          </fieldset>
          {override && (
            <Field label={t('now.until')} hint={t('now.until_hint')} error={error}>
              {ids => (
                <input
                  {...ids}
                  type="datetime-local"
                  class="form-control"
                  value={until}
                  onInput={e => setUntil(e.currentTarget.value)}
                />
              )}
            </Field>
          )}
          {override === 'closed' && queue.waiting > 0 && (
            <Notice tone="warn" title={t('now.line', { n: queue.waiting })}>
              <p>{t('now.line_about')}</p>
            </Notice>
          )}
        </div>
        <footer class="dialog-foot">
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" class="btn btn-primary btn-sm" aria-disabled={busy}>
            {t(busy ? 'app.saving' : 'app.save')}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}

// A moment as a field for date and time shows it, by the reader's clock.
function localOf(at: string | undefined): string {
  if (!at) return ''
  const when = new Date(at)
  return new Date(when.getTime() - when.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
