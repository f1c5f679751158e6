import { useState } from 'preact/hooks'
import type { EntrySummary } from '../../api/studio-types'
import { number, percent, t } from '../i18n'
import { EntryPicker } from '../library/entry-picker'
import { FormDialog } from '../ui/form-dialog'
import { useForm } from '../ui/use-form'
import { useLoad } from '../ui/use-load'
import type { Decided, Gap, MissingApi } from './api'

interface Props {
  gap: Gap
  api: MissingApi
  entries: EntrySummary[]
  onDone: (decided: Decided) => void
  onClose: () => void
}

const most = 10 // wordings at once
const near = 0.5 // how sure an entry must be to be proposed: a far one would be taken by who is in a hurry

// To which entry, and which wordings: they come into its draft.
export function WordingDialog({ gap, api, entries, onDone, onClose }: Props) {
  const [entry, setEntry] = useState(
    () => gap.nearest.find(one => one.named > 0 || one.confidence >= near)?.entry ?? '',
  )
  const [chosen, setChosen] = useState<string[]>([gap.question])
  const all = useLoad(gap.key, () => api.gap(gap.key)).value ?? gap // the list has only the first of them
  const wordings = [gap.question, ...all.wordings.map(one => one.text).filter(text => text !== gap.question)]
  const form = useForm(Boolean(entry) && chosen.length > 0 && chosen.length <= most, async () => {
    onDone(await api.word(gap.key, entry, chosen))
    onClose()
  })
  const toggle = (text: string, on: boolean) => setChosen(on ? [...chosen, text] : chosen.filter(one => one !== text))
  const other = gap.nearest.every(near => near.entry !== entry) ? entries.find(one => one.id === entry) : undefined
  return (
    <FormDialog title={t('missing.word_title')} form={form} act={t('missing.word_act')} onClose={onClose} wide>
      <p>{t('missing.word_about')}</p>
      <fieldset class="gap-choices">
        <legend>{t('missing.word_which')}</legend>
        {wordings.map(text => (
          <label class="check" key={text} lang={gap.lang}>
            <input
              type="checkbox"
              checked={chosen.includes(text)}
              onChange={event => toggle(text, event.currentTarget.checked)}
            />
            {text}
          </label>
        ))}
      </fieldset>
      {form.tried && chosen.length === 0 && <p class="field-error">{t('missing.word_none')}</p>}
      {chosen.length > most && (
        <p class="field-error" role="alert">
          {t('missing.word_many', { n: most })}
        </p>
      )}
      <fieldset class="gap-choices">
        <legend>{t('missing.word_where')}</legend>
        {gap.nearest.map(near => (
          <label class="check" key={near.entry}>
            <input type="radio" name="entry" checked={near.entry === entry} onChange={() => setEntry(near.entry)} />
            <span>
              {near.question}{' '}
              <span class="muted">
                {near.named > 0
                  ? t('missing.named', { n: near.named })
                  : t('missing.sure', { share: percent(near.confidence) })}
              </span>
            </span>
          </label>
        ))}
        {other && (
          <label class="check">
            <input type="radio" name="entry" checked onChange={() => setEntry(other.id)} />
            {other.question}
          </label>
        )}
      </fieldset>
      {form.tried && !entry && <p class="field-error">{t('missing.word_no_entry')}</p>}
      <EntryPicker entries={entries.filter(one => one.lang === gap.lang)} value={entry} onChange={setEntry} />
      <p class="muted">{t('missing.word_after', { n: number(chosen.length) })}</p>
    </FormDialog>
  )
}
