import { useState } from 'preact/hooks'
import { t } from '../i18n'
import { Field as Labelled } from '../ui/field'
import { type Column, type Field, fields } from './api'
import type { Intake } from './intake'

// What each column holds, where its heading does not say it.
export function ColumnPicker({ intake, columns }: { intake: Intake; columns: Column[] }) {
  const [chosen, setChosen] = useState<Field[]>(() => columns.map(column => column.field))
  const [told, setTold] = useState(false)
  const ready = ['', '_it', '_en'].some(
    end => chosen.includes(`question${end}` as Field) && chosen.includes(`answer${end}` as Field),
  )
  const send = (event: Event) => {
    event.preventDefault()
    setTold(!ready)
    const file = intake.file.value
    if (ready && file) void intake.read(file, chosen)
  }
  return (
    <form class="intake-columns" onSubmit={send}>
      <h2>{t('intake.columns')}</h2>
      <p>{t('intake.columns_do')}</p>
      <div class="intake-column-list">
        {columns.map((column, i) => (
          <Labelled
            key={`${i} ${column.name}`}
            label={column.name || t('intake.column', { n: i + 1 })}
            hint={column.sample}
          >
            {ids => (
              <select
                {...ids}
                class="form-control"
                value={chosen[i]}
                onChange={event =>
                  setChosen(chosen.map((old, at) => (at === i ? (event.currentTarget.value as Field) : old)))
                }
              >
                <option value="">{t('intakefield.none')}</option>
                {fields.map(field => (
                  <option key={field} value={field}>
                    {t(`intakefield.${field}`)}
                  </option>
                ))}
              </select>
            )}
          </Labelled>
        ))}
      </div>
      {told && !ready && (
        <p class="field-error" role="alert">
          {t('intake.columns_few')}
        </p>
      )}
      <div class="intake-actions">
        <button type="submit" class="btn btn-primary btn-sm" aria-disabled={intake.busy.value}>
          {t('intake.columns_read')}
        </button>
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => intake.again()}>
          {t('intake.other_file')}
        </button>
      </div>
    </form>
  )
}
