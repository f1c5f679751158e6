import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import type { EntryFields, Problem } from '../../api/studio-types'
import { type Key, t } from '../i18n'
import { InputField, SelectField } from '../ui/fields'
import type { EntryEditor } from './editor'
import { SourcesField } from './sources'

const audiences = ['future', 'enrolled', 'graduating', 'international', 'all'] as const
const levels = ['bachelor', 'master', 'single-cycle', 'university-master', 'phd', 'all'] as const

interface Props {
  editor: EntryEditor
  fields: EntryFields
  topics: Map<string, string> | undefined
}

// What is wrong with a field of the front matter.
export const wrongWith = (problems: Problem[], field: string): string | undefined =>
  problems
    .filter(problem => problem.field === field)
    .map(problem => problem.message)
    .join(' ') || undefined

// Whom the entry is for, whose it is and how long it holds.
export function DetailFields({ editor, fields, topics }: Props) {
  const problems = editor.problems.value
  const change = (part: Partial<EntryFields>) => editor.change(part)
  const of = <F extends keyof EntryFields>(field: F) => ({
    value: fields[field] as string,
    error: wrongWith(problems, field),
    onText: (text: string) => change({ [field]: text }),
  })
  const known = [...(topics ?? new Map<string, string>())].map(([id, name]) => ({ id, name }))
  const named = known.some(({ id }) => id === fields.topic)
    ? known
    : [...known, { id: fields.topic, name: fields.topic }]
  const other = fields.lang === 'it' ? 'en' : 'it'
  return (
    <div class="entry-fields">
      <Cell field="topic">
        <SelectField
          label={t('library.topic')}
          value={fields.topic}
          error={wrongWith(problems, 'topic')}
          onChoose={topic => change({ topic })}
          options={named}
        />
      </Cell>
      <Cell field="owner">
        <InputField label={t('library.owner')} hint={t('write.owner_hint')} {...of('owner')} />
      </Cell>
      <Cell field="updated">
        <InputField label={t('write.updated')} type="date" {...of('updated')} />
      </Cell>
      <Cell field="review_by">
        <InputField label={t('write.review_by')} hint={t('write.review_by_hint')} type="date" {...of('review_by')} />
      </Cell>
      <Cell field="valid_from">
        <InputField label={t('write.valid_from')} type="date" {...of('valid_from')} />
      </Cell>
      <Cell field="valid_to">
        <InputField label={t('write.valid_to')} hint={t('write.valid_to_hint')} type="date" {...of('valid_to')} />
      </Cell>
      <ReaderFields editor={editor} fields={fields} />
      <Cell field="translations">
        <InputField
          label={t(other === 'en' ? 'write.twin_en' : 'write.twin_it')}
          hint={t('write.twin_hint')}
          value={fields.translations[other] ?? ''}
          error={wrongWith(problems, 'translations')}
          spellcheck={false}
          onText={id => change({ translations: id.trim() ? { [other]: id.trim() } : {} })}
        />
      </Cell>
      <Cell field="sources" wide>
        <SourcesField
          sources={fields.sources}
          error={wrongWith(problems, 'sources')}
          onChange={sources => change({ sources })}
        />
      </Cell>
    </div>
  )
}

// Whom the answer is for, and where it holds.
function ReaderFields({ editor, fields }: Omit<Props, 'topics'>) {
  const problems = editor.problems.value
  return (
    <>
      <Cell field="audience">
        <AudienceField
          chosen={fields.audience}
          error={wrongWith(problems, 'audience')}
          onChange={audience => editor.change({ audience })}
        />
      </Cell>
      <Cell field="level">
        <Choices label={t('write.level')} hint={t('write.level_hint')} error={wrongWith(problems, 'level')}>
          <Boxes group="level" all={levels} chosen={fields.level} onChange={level => editor.change({ level })} />
        </Choices>
      </Cell>
      <Cell field="campus">
        <CampusField
          campus={fields.campus}
          error={wrongWith(problems, 'campus')}
          onChange={campus => editor.change({ campus })}
        />
      </Cell>
    </>
  )
}

interface AudienceProps {
  chosen: string[]
  error: string | undefined
  onChange: (audience: string[]) => void
}

export function AudienceField({ chosen, error, onChange }: AudienceProps) {
  return (
    <Choices label={t('write.audience')} error={error}>
      <Boxes group="audience" all={audiences} chosen={chosen} onChange={onChange} />
    </Choices>
  )
}

interface CampusProps {
  campus: string[]
  error: string | undefined
  onChange: (campus: string[]) => void
}

// Keeps what is typed, with the comma that begins the next.
function CampusField({ campus, error, onChange }: CampusProps) {
  const [typed, setTyped] = useState(campus.join(', '))
  const namesOf = (text: string) => text.split(/[\s,]+/).filter(Boolean)
  const same = namesOf(typed).join() === campus.join()
  return (
    <InputField
      label={t('write.campus')}
      hint={t('write.campus_hint')}
      value={same ? typed : campus.join(', ')}
      error={error}
      onText={text => {
        setTyped(text)
        onChange(namesOf(text))
      }}
    />
  )
}

interface CellProps {
  field: string // by which a problem finds its control
  wide?: boolean
  children: ComponentChildren
}

function Cell({ field, wide = false, children }: CellProps) {
  return (
    <div data-field={field} {...(wide && { class: 'entry-wide' })}>
      {children}
    </div>
  )
}

interface ChoicesProps {
  label: string
  hint?: string
  error?: string | undefined
  children: ComponentChildren
}

function Choices({ label, hint, error, children }: ChoicesProps) {
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      {hint && <p class="field-hint">{hint}</p>}
      {children}
      {error && <p class="field-error">{error}</p>}
    </fieldset>
  )
}

interface BoxesProps {
  group: 'audience' | 'level'
  all: readonly string[]
  chosen: string[]
  onChange: (chosen: string[]) => void
}

function Boxes({ group, all, chosen, onChange }: BoxesProps) {
  const odd = chosen.filter(one => !all.includes(one)) // written in the source, and wrong there
  return (
    <div class="check-row">
      {[...all, ...odd].map(one => (
        <label key={one} class="check">
          <input
            type="checkbox"
            checked={chosen.includes(one)}
            onChange={event =>
              onChange(event.currentTarget.checked ? [...chosen, one] : chosen.filter(it => it !== one))
            }
          />
          <span>{odd.includes(one) ? one : t(`${group}.${one}` as Key)}</span>
        </label>
      ))}
    </div>
  )
}
