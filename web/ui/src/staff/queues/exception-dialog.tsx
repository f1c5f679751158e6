import { useRef, useState } from 'preact/hooks'
import type { Exception, OfficeCalendar, OfficeQueue } from '../../api/office-types'
import { failureOf } from '../app/session'
import { useAct } from '../desk/use-act'
import { type Key, t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import type { OfficeApi } from './api'
import { exceptionErrors } from './exception'
import { TimesFields } from './week'

interface Props {
  api: Pick<OfficeApi, 'keep'>
  exception: Exception // without id: a new one
  calendar: OfficeCalendar
  queues: OfficeQueue[]
  onDone: (calendar: OfficeCalendar) => void
  onStale: () => void
  onClose: () => void
}

// Closes a queue or all on some days, or gives them other hours.
export function ExceptionDialog({ api, exception, calendar, queues, onDone, onStale, onClose }: Props) {
  const [form, setForm] = useState(exception)
  const [open, setOpen] = useState(exception.times.length > 0)
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAct()
  const element = useRef<HTMLFormElement>(null)
  const errors = tried ? exceptionErrors(form, open) : {}
  const said = (key: Key | undefined) => key && t(key)
  const set = (part: Partial<Exception>) => setForm({ ...form, ...part })
  const setFrom = (from: string) => set({ from, ...((!form.to || form.to === form.from) && { to: from }) })

  const save = async () => {
    try {
      onDone(await api.keep({ ...form, times: open ? form.times : [] }))
    } catch (error) {
      if (!['stale', 'not_found'].includes(failureOf(error).code)) throw error
      toast(t('calendar.changed'), 'warn')
      onStale()
      onClose()
    }
  }
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(exceptionErrors(form, open)).length === 0) {
      run(save)
      return
    }
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  return (
    <Dialog title={t(exception.id ? 'calendar.edit_title' : 'calendar.new')} onClose={onClose} wide>
      <form ref={element} onSubmit={submit} noValidate>
        <div class="dialog-body">
          {failure && <Failed failure={failure} />}
          <div class="pair">
            <Field label={t('calendar.from')} error={said(errors.from)}>
              {ids => (
                <input
                  {...ids}
                  data-focus
                  type="date"
                  min={exception.id ? undefined : calendar.today}
                  class="form-control"
                  value={form.from}
                  onInput={e => setFrom(e.currentTarget.value)}
                />
              )}
            </Field>
            <Field label={t('calendar.to')} error={said(errors.to)}>
              {ids => (
                <input
                  {...ids}
                  type="date"
                  min={form.from || undefined}
                  class="form-control"
                  value={form.to}
                  onInput={e => set({ to: e.currentTarget.value })}
                />
              )}
            </Field>
          </div>
          <Field label={t('reports.queue')}>
            {ids => (
              <select
                {...ids}
                class="form-control"
                value={form.queue}
                onChange={e => set({ queue: e.currentTarget.value })}
              >
                <option value="">{t('calendar.all')}</option>
                {queues.map(queue => (
                  <option key={queue.id} value={queue.id}>
                    {queue.name}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <fieldset class="choices">
            <legend>{t('calendar.what')}</legend>
            <label class="choice">
              <input type="radio" name="open" checked={!open} onChange={() => setOpen(false)} />
              <span>{t('calendar.closed')}</span>
            </label>
            <label class="choice">
              <input type="radio" name="open" checked={open} onChange={() => setOpen(true)} />
              <span>{t('calendar.other_hours')}</span>
            </label>
            {open && (
              <TimesFields
                times={form.times}
                change={times => set({ times })}
                error={errors.times}
                name={t('calendar.other_hours')}
                none=""
              />
            )}
          </fieldset>
          <Field label={t('calendar.reason_it')} hint={t('calendar.reason_hint')} error={said(errors.reason)}>
            {ids => (
              <input
                {...ids}
                maxLength={200}
                lang="it"
                class="form-control"
                value={form.reason.it ?? ''}
                onInput={e => set({ reason: { ...form.reason, it: e.currentTarget.value } })}
              />
            )}
          </Field>
          <Field label={t('calendar.reason_en')}>
            {ids => (
              <input
                {...ids}
                maxLength={200}
                lang="en"
                class="form-control"
                value={form.reason.en ?? ''}
                onInput={e => set({ reason: { ...form.reason, en: e.currentTarget.value } })}
              />
            )}
          </Field>
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
