// The parts of a queue's form.
import type { Hours, OfficeQueue } from '../../api/office-types'
import { type Key, t } from '../i18n'
import { InputField, SelectField } from '../ui/fields'
import { Icon } from '../ui/icons'
import { type Numbers, type QueueErrors, type QueueForm, weekOf } from './form'
import { WeekFields } from './week'

interface Part {
  form: QueueForm
  change: (part: Partial<QueueForm>) => void
  errors: QueueErrors
}

export function HoursPart({ form, change, errors, topic }: Part & { topic: Hours }) {
  const useTopic = () => change({ own: false, week: weekOf(topic), onHolidays: topic.on_holidays ?? false })
  return (
    <fieldset class="form-part">
      <legend>{t('queue.hours')}</legend>
      <Radio name="own" on={!form.own} onChoose={useTopic} title="queue.by_topic" about="queue.by_topic_about" />
      <Radio
        name="own"
        on={form.own}
        onChoose={() => change({ own: true })}
        title="queue.own"
        about="queue.own_about"
      />
      {form.own && (
        <>
          <WeekFields week={form.week} change={week => change({ week })} errors={errors} />
          <label class="check">
            <input
              type="checkbox"
              checked={form.onHolidays}
              onChange={e => change({ onHolidays: e.currentTarget.checked })}
            />
            {t('queue.on_holidays')}
          </label>
        </>
      )}
    </fieldset>
  )
}

export function RoutingPart({ form, change, errors }: Part) {
  return (
    <fieldset class="form-part">
      <legend>{t('queue.routing')}</legend>
      <Radio
        name="routing"
        on={form.routing === 'push'}
        onChoose={() => change({ routing: 'push' })}
        title="queue.push"
        about="queue.push_about"
      />
      <Radio
        name="routing"
        on={form.routing === 'pull'}
        onChoose={() => change({ routing: 'pull' })}
        title="queue.pull"
        about="queue.pull_about"
      />
      <div class="pair">
        <NumberField part={{ form, change, errors }} name="maxWait" label="queue.max_wait" hint="queue.max_wait_hint" />
        <NumberField part={{ form, change, errors }} name="goal" label="queue.goal" hint="queue.goal_hint" />
      </div>
    </fieldset>
  )
}

export function SilencePart({ form, change, errors }: Part) {
  return (
    <fieldset class="form-part">
      <legend>{t('queue.silence')}</legend>
      <label class="check">
        <input type="checkbox" checked={form.asks} onChange={e => change({ asks: e.currentTarget.checked })} />
        {t('queue.asks')}
      </label>
      {form.asks && (
        <div class="pair">
          <NumberField
            part={{ form, change, errors }}
            name="askAfter"
            label="queue.ask_after"
            hint="queue.ask_after_hint"
          />
          <NumberField
            part={{ form, change, errors }}
            name="leaveAfter"
            label="queue.leave_after"
            hint="queue.leave_after_hint"
          />
        </div>
      )}
    </fieldset>
  )
}

export function OverflowPart({ form, change, errors, queues }: Part & { queues: OfficeQueue[] }) {
  const set = (at: number, part: Partial<QueueForm['overflow'][number]>) =>
    change({ overflow: form.overflow.map((one, n) => (n === at ? { ...one, ...part } : one)) })
  return (
    <fieldset class="form-part">
      <legend>{t('queue.overflow')}</legend>
      <p class="muted">{t('queue.overflow_about')}</p>
      {form.overflow.map((one, n) => (
        <div key={n} class="helper">
          <SelectField
            label={t('queue.helper')}
            error={errorOf(errors[`overflow${n}`])}
            value={one.queue}
            onChoose={queue => set(n, { queue })}
            none={t('queue.choose')}
            options={queues}
          />
          <InputField
            label={t('queue.after_seconds')}
            type="number"
            min={0}
            value={one.after}
            onText={after => set(n, { after })}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={t('queue.remove_helper', { queue: queues.find(queue => queue.id === one.queue)?.name ?? '' })}
            onClick={() => change({ overflow: form.overflow.filter((_, other) => other !== n) })}
          >
            <Icon name="cross" />
          </button>
        </div>
      ))}
      <button
        type="button"
        class="btn btn-outline-primary btn-xs"
        onClick={() => change({ overflow: [...form.overflow, { queue: '', after: '120' }] })}
      >
        <Icon name="plus" size={16} /> {t('queue.add_helper')}
      </button>
    </fieldset>
  )
}

function errorOf(key: Key | undefined): string | undefined {
  return key && t(key)
}

interface RadioProps {
  name: string
  on: boolean
  onChoose: () => void
  title: Key
  about: Key
}

function Radio({ name, on, onChoose, title, about }: RadioProps) {
  return (
    <label class="choice">
      <input type="radio" name={name} checked={on} onChange={onChoose} />
      <span>
        <strong>{t(title)}</strong>
        <small>{t(about)}</small>
      </span>
    </label>
  )
}

function NumberField({
  part: { form, change, errors },
  name,
  label,
  hint,
}: {
  part: Part
  name: Numbers
  label: Key
  hint: Key
}) {
  return (
    <InputField
      label={t(label)}
      hint={t(hint)}
      error={errorOf(errors[name])}
      type="number"
      min={1}
      value={form[name]}
      onText={text => change({ [name]: text })}
    />
  )
}
