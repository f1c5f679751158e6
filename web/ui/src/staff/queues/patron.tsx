import { useState } from 'preact/hooks'
import type { OfficeCalendar } from '../../api/office-types'
import { failureOf } from '../app/session'
import { lang, t } from '../i18n'
import { InputField, SelectField } from '../ui/fields'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import { useForm } from '../ui/use-form'
import type { OfficeApi } from './api'

interface Props {
  api: Pick<OfficeApi, 'setPatron'>
  calendar: OfficeCalendar
  onDone: (calendar: OfficeCalendar) => void
  onStale: () => void
}

// The feast of the town, which no list of national holidays has.
export function PatronForm({ api, calendar: { patron }, onDone, onStale }: Props) {
  const [month = '', day = ''] = patron.day.split('-')
  const [form, setForm] = useState({
    month,
    day,
    name: patron.name.it || patron.name.en || '',
    en: patron.name.en ?? '',
  })
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const none = !form.month && !form.day && !form.name
  const wrongDay = !none && !exists(form.month, form.day)
  const wrongName = !none && !form.name.trim()
  const { tried, busy, failure, submit } = useForm(!wrongDay && !wrongName, async () => {
    const chosen = none ? '' : `${form.month}-${form.day.padStart(2, '0')}`
    try {
      onDone(
        await api.setPatron({
          day: chosen,
          name: { it: form.name.trim(), en: form.en.trim() },
          revision: patron.revision,
        }),
      )
    } catch (error) {
      if (failureOf(error).code !== 'stale') throw error
      onStale()
      toast(t('calendar.changed'), 'warn')
    }
  })
  const changed =
    `${form.month}-${form.day.padStart(2, '0')}` !== (patron.day || '-00') || form.name !== (patron.name.it ?? '')
  return (
    <form class="patron" onSubmit={submit} noValidate>
      <h3>{t('patron.title')}</h3>
      <p class="muted">{t('patron.about')}</p>
      {failure && <Failed failure={failure} />}
      <div class="patron-fields">
        <InputField
          label={t('patron.day')}
          error={tried && wrongDay ? t('patron.need_day') : undefined}
          inputMode="numeric"
          maxLength={2}
          value={form.day}
          onText={day => set({ day })}
        />
        <SelectField
          label={t('patron.month')}
          value={form.month}
          onChoose={month => set({ month })}
          none="–"
          options={months()}
        />
        <InputField
          label={t('patron.name')}
          error={tried && wrongName ? t('patron.need_name') : undefined}
          maxLength={200}
          value={form.name}
          onText={name => set({ name })}
        />
        <InputField label={t('patron.name_en')} maxLength={200} lang="en" value={form.en} onText={en => set({ en })} />
      </div>
      {(changed || form.en !== (patron.name.en ?? '')) && (
        <button type="submit" class="btn btn-outline-primary btn-xs" aria-disabled={busy}>
          {t(busy ? 'app.saving' : 'app.save')}
        </button>
      )}
    </form>
  )
}

function exists(month: string, day: string): boolean {
  const when = new Date(2024, Number(month) - 1, Number(day)) // a year with a 29 February
  return (
    /^\d{1,2}$/.test(day) && month !== '' && when.getDate() === Number(day) && when.getMonth() === Number(month) - 1
  )
}

function months(): { id: string; name: string }[] {
  const format = new Intl.DateTimeFormat(lang.value === 'it' ? 'it-IT' : 'en-GB', { month: 'long' })
  return Array.from({ length: 12 }, (_, n) => ({
    id: String(n + 1).padStart(2, '0'),
    name: format.format(new Date(2024, n, 1)),
  }))
}
