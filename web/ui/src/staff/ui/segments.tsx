interface Props<T extends string> {
  label: string
  value: T
  options: readonly { id: T; name: string }[]
  onChoose: (id: T) => void
}

// One of a few ways to see the same thing.
export function Segments<T extends string>({ label, value, options, onChoose }: Props<T>) {
  return (
    <fieldset class="segments segments-row" aria-label={label}>
      {options.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={id === value} onClick={() => id !== value && onChoose(id)}>
          {name}
        </button>
      ))}
    </fieldset>
  )
}
