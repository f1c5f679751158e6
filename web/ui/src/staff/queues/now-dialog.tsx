import { useState } from 'preact/hooks'
import type { OfficeQueue, QueueSettings } from '../../api/office-types'
import { minuteOf } from '../../i18n/day'
import { type Key, t } from '../i18n'
import { InputField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { Notice } from '../ui/notice'
import { useForm } from '../ui/use-form'
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
  const { override: set, override_until: ends } = queue.settings
  const [override, setOverride] = useState(set)
  const [until, setUntil] = useState(ends ? minuteOf(new Date(ends)) : '')
  const over = override !== '' && until !== '' && new Date(until).getTime() <= Date.now()
  const form = useForm(!over, async () => {
    const moment = override && until ? new Date(until).toISOString() : undefined
    onDone(await api.override(queue.id, override, moment))
  })
  return (
    <FormDialog title={t('now.title', { queue: queue.name })} form={form} onClose={onClose}>
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
        <InputField
          label={t('now.until')}
          hint={t('now.until_hint')}
          error={form.tried && over ? t('now.need_future') : undefined}
          type="datetime-local"
          value={until}
          onText={setUntil}
        />
      )}
      {override === 'closed' && queue.waiting > 0 && (
        <Notice tone="warn" title={t('now.line', { n: queue.waiting })}>
          <p>{t('now.line_about')}</p>
        </Notice>
      )}
    </FormDialog>
  )
}
