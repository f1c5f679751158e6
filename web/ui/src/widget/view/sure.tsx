import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface Props {
  act: string
  question: string
  yes: string
  no: string
  onYes: () => void
}

// A button for what cannot be taken back: it asks before it is done. The focus goes to the
// harmless answer, and back.
export function Sure({ act, question, yes, no, onYes }: Props) {
  const asking = useSignal(false)
  const focused = useRef<HTMLButtonElement>(null)
  const asked = useRef(false)
  useLayoutEffect(() => {
    if (asked.current) focused.current?.focus()
  }, [asking.value])
  const ask = (on: boolean) => () => {
    asked.current = true
    asking.value = on
  }
  if (!asking.value) {
    return (
      <button type="button" ref={focused} class="small" onClick={ask(true)}>
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
      <button type="button" ref={focused} class="small" onClick={ask(false)}>
        {no}
      </button>
    </div>
  )
}
