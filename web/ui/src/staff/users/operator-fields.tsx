import { t } from '../i18n'
import { InputField, SelectField } from '../ui/fields'
import type { UserForm } from './form'
import type { QueueName } from './queue-names'

interface Props {
  form: UserForm
  change: (part: Partial<UserForm>) => void
  queues: QueueName[] | undefined
  queuesFailed: boolean
  error: string | undefined
  queuesError: string | undefined
}

export function OperatorFields({ form, change, queues, queuesFailed, error, queuesError }: Props) {
  return (
    <fieldset class="choices">
      <legend>{t('users.operator')}</legend>
      <div class="pair">
        <SelectField
          label={t('users.level')}
          value={String(form.level)}
          onChoose={level => change({ level: Number(level) })}
          options={[1, 2].map(n => ({ id: String(n), name: t('users.level_n', { n }) }))}
        />
        <InputField
          label={t('users.capacity')}
          hint={t('users.capacity_hint')}
          error={error}
          type="number"
          min={1}
          max={20}
          value={form.capacity}
          onText={capacity => change({ capacity })}
        />
      </div>
      <fieldset class="choices" aria-describedby="users-languages-hint">
        <legend class="field-label">{t('users.languages')}</legend>
        <div class="choices-grid">
          {(['it', 'en'] as const).map(one => (
            <label key={one} class="check">
              <input
                type="checkbox"
                checked={form.languages.includes(one)}
                onChange={e => change({ languages: chosen(form.languages, one, e.currentTarget.checked) })}
              />
              {t(`lang.${one}`)}
            </label>
          ))}
        </div>
        <p class="field-hint" id="users-languages-hint">
          {t('users.languages_hint')}
        </p>
      </fieldset>
      <p class="field-label">{t('users.queues')}</p>
      {queuesError && (
        <p class="field-error" role="alert">
          {queuesError}
        </p>
      )}
      {queuesFailed && <p class="field-error">{t('users.queues_failed')}</p>}
      <div class="choices-grid">
        {queues?.map(queue => (
          <label key={queue.id} class="check">
            <input
              type="checkbox"
              checked={form.queues.includes(queue.id)}
              onChange={e => change({ queues: chosen(form.queues, queue.id, e.currentTarget.checked) })}
            />
            {queue.name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function chosen<T>(all: T[], one: T, on: boolean): T[] {
  return on ? [...all, one] : all.filter(other => other !== one)
}
