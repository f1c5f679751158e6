import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Problem } from './notice'

interface Props {
  title: string
  send: string | undefined // without it there is nothing to send
  cancel: string
  submit: (form: HTMLFormElement) => Promise<void>
  close: () => void
  children: ComponentChildren
}

// A form in the conversation: the focus begins at its title, and Esc closes it.
export function CardForm({ title, send, cancel, submit, close, children }: Props) {
  const id = useId()
  const sending = useSignal(false)
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => form.current?.querySelector('h3')?.focus(), [])
  const onSubmit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (sending.value || !form.current) return
    sending.value = true
    try {
      await submit(form.current)
    } finally {
      sending.value = false
    }
  }
  return (
    <form
      ref={form}
      class="ticket-form"
      noValidate
      aria-labelledby={id}
      onSubmit={event => void onSubmit(event)}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        close()
      }}
    >
      <h3 id={id} tabIndex={-1}>
        {title}
      </h3>
      {children}
      <Problem />
      <div class="actions">
        {send && (
          <button type="submit" class="primary" aria-disabled={sending.value}>
            {send}
          </button>
        )}
        <button type="button" class="secondary" onClick={close}>
          {cancel}
        </button>
      </div>
    </form>
  )
}
