import { useState } from 'preact/hooks'
import type { OfficeCalendar } from '../../api/office-types'
import { failureOf } from '../app/session'
import { useAct } from '../desk/use-act'
import { lang, t } from '../i18n'
import { Field } from '../ui/field'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
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
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAct()
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const none = !form.month && !form.day && !form.name
  const wrongDay = !none && !exists(form.month, form.day)
  const wrongName = !none && !form.name.trim()
  const save = async () => {
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
  }
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (!wrongDay && !wrongName) run(save)
  }
  const changed =
    `${form.month}-${form.day.padStart(2, '0')}` !== (patron.day || '-00') || form.name !== (patron.name.it ?? '')
  return (
    <form class="patron" onSubmit={submit} noValidate>
      <h3>{t('patron.title')}</h3>
      <p class="muted">{t('patron.about')}</p>
      {failure && <Failed failure={failure} />}
      <div class="patron-fields">
        <Field label={t('patron.day')} error={tried && wrongDay ? t('patron.need_day') : undefined}>
          {ids => (
            <input
              {...ids}
              inputMode="numeric"
              maxLength={2}
              class="form-control"
              value={form.day}
              onInput={e => set({ day: e.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t('patron.month')}>
          {ids => (
            <select
              {...ids}
              class="form-control"
              value={form.month}
              onChange={e => set({ month: e.currentTarget.value })}
            >
              <option value="">–</option>
              {months().map((name, n) => (
                <option key={name} value={String(n + 1).padStart(2, '0')}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t('patron.name')} error={tried && wrongName ? t('patron.need_name') : undefined}>
          {ids => (
            <input
              {...ids}
              maxLength={200}
              class="form-control"
              value={form.name}
              onInput={e => set({ name: e.currentTarget.value })}
            />
          )}
        </Field>
        <Field label={t('patron.name_en')}>
          {ids => (
            <input
              {...ids}
              maxLength={200}
              lang="en"
              class="form-control"
              value={form.en}
              onInput={e => set({ en: e.currentTarget.value })}
            />
          )}
        </Field>
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

function months(): string[] {
  const format = new Intl.DateTimeFormat(lang.value === 'it' ? 'it-IT' : 'en-GB', { month: 'long' })
  return Array.from({ length: 12 }, (_, n) => format.format(new Date(2024, n, 1)))
}
