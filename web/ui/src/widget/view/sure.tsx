import { useSignal } from '@preact/signals'

interface Props {
  act: string
  question: string
  yes: string
  no: string
  onYes: () => void
}

// A button for what cannot be taken back: it asks before it is done.
export function Sure({ act, question, yes, no, onYes }: Props) {
  const asking = useSignal(false)
  const ask = (on: boolean) => () => {
    asking.value = on
  }
  if (!asking.value) {
    return (
      <button type="button" class="small" onClick={ask(true)}>
        {act}
      </button>
    )
  }
  return (
    <div class="sure" role="alert">
      <p>{question}</p>
      <button type="button" class="small" onClick={onYes}>
        {yes}
      </button>
      <button type="button" class="small" onClick={ask(false)}>
        {no}
      </button>
    </div>
  )
}
