import { useState } from 'preact/hooks'
import { ItemForm } from '../book/form'
import type { FormProps } from '../book/kind'
import { t } from '../i18n'
import { Field } from '../ui/field'
import { useAct } from '../ui/use-act'
import type { Draft } from './api'
import { termsOf, textOf } from './terms'

// The terms of a group in one field. Enter saves.
export function TermsForm({ draft, save, children, ...form }: FormProps<Draft>) {
  const [text, setText] = useState(() => textOf(draft.terms))
  const [few, setFew] = useState(false)
  const { busy, failure, run } = useAct()
  const problem = failure?.code === 'problems' ? failure.message : undefined
  const wrong = few ? t('synonyms.few') : problem
  const submit = () => {
    const terms = termsOf(text)
    setFew(terms.length < 2)
    if (terms.length >= 2) run(() => save({ lang: draft.lang, terms }))
  }
  const sends = ({ target, shiftKey }: KeyboardEvent) => target instanceof HTMLTextAreaElement && !shiftKey
  return (
    <ItemForm {...form} told={children} wrong={wrong} failure={failure} busy={busy} submit={submit} sends={sends}>
      <Field label={t('synonyms.terms')} hint={t('synonyms.hint')} error={wrong}>
        {ids => (
          <textarea
            {...ids}
            class="form-control"
            rows={2}
            spellcheck={false}
            autocapitalize="none"
            value={text}
            onInput={event => setText(event.currentTarget.value)}
          />
        )}
      </Field>
    </ItemForm>
  )
}
