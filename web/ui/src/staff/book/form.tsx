import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Failure } from '../../api/client'
import { t } from '../i18n'
import { Failed } from '../ui/notice'
import { say } from '../ui/say'
import type { FormProps } from './kind'

interface Props extends Omit<FormProps<unknown>, 'draft' | 'save' | 'children'> {
  told: ComponentChildren
  wrong: string | undefined // what a field is told of
  failure: Failure | undefined
  busy: boolean
  submit: () => void
  sends: (event: KeyboardEvent) => boolean // an Enter that saves
  children: ComponentChildren // the fields
}

// The form of an item, in its place. It begins in the first field, and Esc cancels.
export function ItemForm({ label, titled, told, wrong, failure, busy, submit, sends, children, ...props }: Props) {
  const { onCancel, saveName, cancelName } = props
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => {
    const first = form.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
    first?.focus()
    first?.setSelectionRange(first.value.length, first.value.length)
  }, [])
  useLayoutEffect(() => {
    if (!wrong) return
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
    say(wrong) // the focus may have been there before
  }, [wrong])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && sends(event)) {
      event.preventDefault()
      submit()
    }
  }
  return (
    <form
      ref={form}
      class="book-form"
      aria-label={label}
      onKeyDown={onKeyDown}
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      {titled && <h2>{label}</h2>}
      {told}
      {failure && !wrong && <Failed failure={failure} />}
      {children}
      <p class="card-actions">
        <button type="submit" class="btn btn-primary btn-xs" aria-disabled={busy}>
          {busy ? t('app.saving') : (saveName ?? t('app.save'))}
        </button>
        <button type="button" class="btn btn-outline-primary btn-xs" onClick={onCancel}>
          {cancelName ?? t('app.cancel')}
        </button>
      </p>
    </form>
  )
}
