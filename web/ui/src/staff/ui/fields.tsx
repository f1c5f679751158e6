// The controls of the staff's forms, each with its label, hint and error.
import type { ComponentProps } from 'preact'
import { t } from '../i18n'
import { Field } from './field'

interface Labelled {
  label: string
  hint?: string | undefined
  error?: string | undefined
}

interface Written extends Labelled {
  value: string
  onText: (text: string) => void
}

type InputProps = Written &
  Pick<ComponentProps<'input'>, 'min' | 'max' | 'maxLength' | 'lang' | 'inputMode' | 'readOnly' | 'required'> &
  Pick<ComponentProps<'input'>, 'autocomplete' | 'autocapitalize' | 'spellcheck' | 'onKeyDown'> & {
    type?: 'text' | 'date' | 'datetime-local' | 'number' | 'password' | 'search'
  }

export function InputField({ label, hint, error, type = 'text', onText, ...input }: InputProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {ids => (
        <input
          {...ids}
          {...input}
          type={type as 'text'} // one of many types is none to the compiler
          class="form-control"
          onInput={event => onText(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

// A field that narrows a list as one types.
export function SearchField({ label, value, onText }: Written) {
  return <InputField label={label} type="search" value={value} onText={onText} />
}

// A few lines of text.
export function NoteField({ label, hint, error, onText, ...box }: Written) {
  return (
    <Field label={label} hint={hint} error={error}>
      {ids => (
        <textarea
          {...ids}
          {...box}
          class="form-control"
          rows={3}
          onInput={event => onText(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

interface SelectProps extends Labelled {
  value: string
  onChoose: (id: string) => void
  none?: string // the name of choosing none, which is ''
  options: readonly { id: string; name: string }[]
}

export function SelectField({ label, hint, error, onChoose, none, options, ...select }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {ids => (
        <select {...ids} {...select} class="form-control" onChange={event => onChoose(event.currentTarget.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {options.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

// The languages to choose from.
export const languages = () => (['it', 'en'] as const).map(id => ({ id, name: t(`lang.${id}`) }))
