import { useMemo, useState } from 'preact/hooks'
import type { EntrySummary } from '../../api/studio-types'
import type { Lang } from '../../api/types'
import { t } from '../i18n'
import { questionOf } from '../library/filter'
import { Field } from '../ui/field'
import { languages, SelectField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { Icon } from '../ui/icons'
import { toast } from '../ui/say'
import { useForm } from '../ui/use-form'
import type { Draft, TestQuestion } from './api'
import { type PastedLine, readLines } from './paste'

interface Props {
  lang: Lang
  entries: EntrySummary[]
  tests: TestQuestion[]
  add: (draft: Draft) => Promise<void>
  onClose: () => void
}

// Many at once: what each line would become is in sight before anything is added. A line with
// a problem stays in the box.
export function PasteDialog({ lang, entries, tests, add, onClose }: Props) {
  const [text, setText] = useState('')
  const [as, setAs] = useState<Lang>(lang)
  const lines = useMemo(() => readLines(text, as, entries, tests), [text, as, entries, tests])
  const good = lines.filter(line => !line.problem)
  const bad = lines.length - good.length
  const form = useForm(good.length > 0, async () => {
    const left = new Set(lines)
    try {
      for (const line of good) {
        await add(line.draft)
        left.delete(line)
      }
    } finally {
      setText([...left].map(line => line.source).join('\n'))
    }
    toast(t('tests.pasted', { n: good.length }), 'ok')
    if (bad === 0) onClose()
  })
  return (
    <FormDialog
      wide
      title={t('tests.paste')}
      form={form}
      act={good.length > 0 ? t('tests.paste_add', { n: good.length }) : t('tests.paste_none')}
      onClose={onClose}
    >
      <Field
        label={t('tests.paste_lines')}
        hint={t('tests.paste_hint')}
        error={form.tried && good.length === 0 ? t('tests.paste_need') : undefined}
      >
        {ids => (
          <textarea
            {...ids}
            class="form-control"
            rows={6}
            data-focus
            spellcheck={false}
            value={text}
            onInput={event => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      <SelectField
        label={t('tests.paste_lang')}
        value={as}
        onChoose={one => setAs(one === 'en' ? 'en' : 'it')}
        options={languages()}
      />
      <p role="status" class={bad > 0 ? 'field-error' : 'muted'}>
        {lines.length > 0 && t('tests.paste_found', { n: lines.length, good: good.length, bad })}
      </p>
      {lines.length > 0 && <Lines lines={lines} entries={entries} />}
    </FormDialog>
  )
}

function Lines({ lines, entries }: { lines: PastedLine[]; entries: EntrySummary[] }) {
  const names = useMemo(() => new Map(entries.map(entry => [entry.id, questionOf(entry)])), [entries])
  const bad = lines.filter(line => line.problem)
  const shown = [...bad, ...lines.filter(line => !line.problem)].slice(0, 100)
  return (
    <ol class="pasted">
      {shown.map(({ n, draft, source, problem }) => (
        <li key={n} value={n}>
          <span lang={draft.lang}>{draft.text || source}</span>{' '}
          {problem ? (
            <span class="field-error">
              <Icon name="warn" size={15} /> {t(`tests.line_${problem}`, { entry: draft.entry })}
            </span>
          ) : (
            <span class="muted">→ {draft.entry ? (names.get(draft.entry) ?? draft.entry) : t('tests.nothing')}</span>
          )}
        </li>
      ))}
    </ol>
  )
}
