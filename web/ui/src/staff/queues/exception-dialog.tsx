import { useState } from 'preact/hooks'
import type { Exception, OfficeCalendar, OfficeQueue } from '../../api/office-types'
import { failureOf } from '../app/session'
import { type Key, t } from '../i18n'
import { InputField, SelectField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { toast } from '../ui/say'
import { useForm } from '../ui/use-form'
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
  const found = exceptionErrors(form, open)
  const said = (key: Key | undefined) => key && t(key)
  const set = (part: Partial<Exception>) => setForm({ ...form, ...part })
  const setFrom = (from: string) => set({ from, ...((!form.to || form.to === form.from) && { to: from }) })

  const sending = useForm(Object.keys(found).length === 0, async () => {
    try {
      onDone(await api.keep({ ...form, times: open ? form.times : [] }))
    } catch (error) {
      if (!['stale', 'not_found'].includes(failureOf(error).code)) throw error
      toast(t('calendar.changed'), 'warn')
      onStale()
      onClose()
    }
  })
  const errors = sending.tried ? found : {}
  return (
    <FormDialog title={t(exception.id ? 'calendar.edit_title' : 'calendar.new')} form={sending} onClose={onClose} wide>
      <div class="pair">
        <InputField
          label={t('calendar.from')}
          error={said(errors.from)}
          type="date"
          min={exception.id ? undefined : calendar.today}
          value={form.from}
          onText={setFrom}
          data-focus
        />
        <InputField
          label={t('calendar.to')}
          error={said(errors.to)}
          type="date"
          min={form.from || undefined}
          value={form.to}
          onText={to => set({ to })}
        />
      </div>
      <SelectField
        label={t('reports.queue')}
        value={form.queue}
        onChoose={queue => set({ queue })}
        none={t('calendar.all')}
        options={queues}
      />
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
      <InputField
        label={t('calendar.reason_it')}
        hint={t('calendar.reason_hint')}
        error={said(errors.reason)}
        maxLength={200}
        lang="it"
        value={form.reason.it ?? ''}
        onText={it => set({ reason: { ...form.reason, it } })}
      />
      <InputField
        label={t('calendar.reason_en')}
        maxLength={200}
        lang="en"
        value={form.reason.en ?? ''}
        onText={en => set({ reason: { ...form.reason, en } })}
      />
    </FormDialog>
  )
}
