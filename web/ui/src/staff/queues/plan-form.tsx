import { useState } from 'preact/hooks'
import type { AppointmentPlan, OfficeQueue } from '../../api/office-types'
import { failureOf } from '../app/session'
import { type Key, number, t } from '../i18n'
import { InputField } from '../ui/fields'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import { useForm } from '../ui/use-form'
import type { OfficeApi } from './api'
import { type PlanErrors, type PlanForm, perWeek, planDiffers, planErrors, planFormOf, planOf } from './plan'
import { Stale } from './stale'
import { WeekFields } from './week'

interface Props {
  api: Pick<OfficeApi, 'plan' | 'savePlan'>
  queue: OfficeQueue
  plan: AppointmentPlan
  onSaved: (plan: AppointmentPlan) => void
}

// When appointments with the queue can be booked.
export function PlanPart({ api, queue, plan, onSaved }: Props) {
  const [base, setBase] = useState(plan) // what the form began with, or was told since
  const [form, setForm] = useState(() => planFormOf(plan))
  const [theirs, setTheirs] = useState<AppointmentPlan | undefined>()
  const found = planErrors(form)
  const begin = (next: AppointmentPlan) => {
    setBase(next)
    setForm(planFormOf(next))
  }
  const right = Object.keys(found).length === 0 && !theirs
  const { tried, busy, failure, submit } = useForm(right, async () => {
    try {
      const saved = await api.savePlan(queue.id, planOf(form, base, queue.zone))
      begin(saved)
      onSaved(saved)
      toast(t('plan.saved'), 'ok')
    } catch (error) {
      if (failureOf(error).code !== 'stale') throw error
      setTheirs(await api.plan(queue.id))
    }
  })
  const settle = (take: (next: AppointmentPlan) => void) => () => {
    if (theirs) take(theirs)
    setTheirs(undefined)
  }
  return (
    <form class="queue-form" onSubmit={submit} noValidate>
      {failure && <Failed failure={failure} />}
      {theirs && (
        <Stale differs={planDiffers(form, planFormOf(theirs))} onMine={settle(setBase)} onTheirs={settle(begin)} />
      )}
      <PlanFields form={form} change={part => setForm({ ...form, ...part })} errors={tried ? found : {}} />
      <footer class="form-foot">
        <button type="submit" class="btn btn-primary btn-sm" aria-disabled={busy || theirs !== undefined}>
          {t(busy ? 'app.saving' : 'app.save')}
        </button>
      </footer>
    </form>
  )
}

interface FieldsProps {
  form: PlanForm
  change: (part: Partial<PlanForm>) => void
  errors: PlanErrors
}

function PlanFields({ form, change, errors }: FieldsProps) {
  const week = perWeek(form)
  return (
    <fieldset class="form-part">
      <legend>{t('plan.title')}</legend>
      <p class="muted">{t('plan.about')}</p>
      <label class="check">
        <input type="checkbox" checked={form.offers} onChange={e => change({ offers: e.currentTarget.checked })} />
        {t('plan.offers')}
      </label>
      {form.offers && (
        <>
          {errors.week && (
            <p class="field-error" role="alert">
              {t(errors.week)}
            </p>
          )}
          <WeekFields week={form.week} change={next => change({ week: next })} errors={errors} none="plan.day_none" />
          <label class="check">
            <input
              type="checkbox"
              checked={form.onHolidays}
              onChange={e => change({ onHolidays: e.currentTarget.checked })}
            />
            {t('plan.on_holidays')}
          </label>
          <div class="plan-numbers">
            <NumberField name="minutes" hint="plan.minutes_hint" most={480} {...{ form, change, errors }} />
            <NumberField name="places" hint="plan.places_hint" most={100} {...{ form, change, errors }} />
            <NumberField name="days" hint="plan.days_hint" most={60} {...{ form, change, errors }} />
          </div>
          <p role="status">{week !== undefined && t('plan.per_week', { n: week, count: number(week) })}</p>
        </>
      )}
    </fieldset>
  )
}

interface NumberProps extends FieldsProps {
  name: 'minutes' | 'places' | 'days'
  hint: Key
  most: number
}

function NumberField({ name, hint, most, form, change, errors }: NumberProps) {
  const error = errors[name]
  return (
    <InputField
      label={t(`plan.${name}`)}
      hint={t(hint)}
      error={error && t(error)}
      type="number"
      min={1}
      max={most}
      value={form[name]}
      onText={text => change({ [name]: text })}
    />
  )
}
