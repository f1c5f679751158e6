import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n'
import { Field } from '../ui/field'
import { Failed } from '../ui/notice'
import { say } from '../ui/say'
import { useAct } from '../ui/use-act'
import { termsOf } from './terms'

interface Props {
  label: string
  titled?: boolean // shows the label
  text: string
  onText: (text: string) => void
  save: (terms: string[]) => Promise<void>
  onCancel: () => void
  saveName?: string
  cancelName?: string
  children?: ComponentChildren // what to know before one saves
}

// The terms of a group in one field. Enter saves and Esc cancels.
export function TermsForm(props: Props) {
  const { label, titled, text, onText, save, onCancel, saveName, cancelName, children } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const [few, setFew] = useState(false)
  const { busy, failure, run } = useAct()
  const problem = failure?.code === 'problems' ? failure.message : undefined
  const wrong = few ? t('synonyms.few') : problem
  useLayoutEffect(() => {
    const end = field.current?.value.length ?? 0
    field.current?.focus()
    field.current?.setSelectionRange(end, end)
  }, [])
  useLayoutEffect(() => {
    if (!wrong) return
    field.current?.focus()
    say(wrong) // the focus may have been there before
  }, [wrong])
  const submit = () => {
    const terms = termsOf(text)
    setFew(terms.length < 2)
    if (terms.length >= 2) run(() => save(terms))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      submit()
    }
  }
  return (
    <form
      class="terms-form"
      aria-label={label}
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      {titled && <h2>{label}</h2>}
      {children}
      {failure && !problem && <Failed failure={failure} />}
      <Field label={t('synonyms.terms')} hint={t('synonyms.hint')} error={wrong}>
        {ids => (
          <textarea
            {...ids}
            ref={field}
            class="form-control"
            rows={2}
            spellcheck={false}
            autocapitalize="none"
            value={text}
            onInput={event => onText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
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
