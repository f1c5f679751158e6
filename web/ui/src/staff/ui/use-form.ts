import { useState } from 'preact/hooks'
import type { Failure } from '../../api/client'
import { useAct } from './use-act'

export interface Form {
  tried: boolean // what is missing is told once one has tried
  busy: boolean
  failure: Failure | undefined
  submit: (event: Event) => void
}

// A form that is sent when it is right; else the focus goes to the first field that is not.
export function useForm(right: boolean, send: () => Promise<void>): Form {
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAct()
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (right) {
      run(send)
      return
    }
    const form = event.currentTarget as HTMLFormElement
    requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  return { tried, busy, failure, submit }
}
