import { Field } from './field'

interface Props {
  label: string
  value: string
  onText: (text: string) => void
}

// A field that narrows a list as one types.
export function SearchField({ label, value, onText }: Props) {
  return (
    <Field label={label}>
      {ids => (
        <input
          {...ids}
          type="search"
          class="form-control"
          value={value}
          onInput={event => onText(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
