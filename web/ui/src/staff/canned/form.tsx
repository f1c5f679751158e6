import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

import { put } from '../../dom/put'

import { t } from '../i18n'
import { Field } from '../ui/field'
import { InputField, SelectField } from '../ui/fields'
import { Failed } from '../ui/notice'
import { say } from '../ui/say'
import { useAct } from '../ui/use-act'
import type { QueueName } from '../users/queue-names'
import type { Draft } from './api'
import { variables, withVariable } from './find'

interface Props {
  label: string
  titled?: boolean // shows the label
  draft: Draft
  onDraft: (draft: Draft) => void
  queues: QueueName[]
  save: (draft: Draft) => Promise<void>
  onCancel: () => void
  saveName?: string
  cancelName?: string
  children?: ComponentChildren // what to know before one saves
}

const ofName = ['canned_name', 'name_taken']
const ofText = ['variable', 'empty', 'too_long', 'bad_text']

// A canned reply: name, queue, text with its variables. Ctrl+Enter saves and Esc cancels.
export function CannedForm(props: Props) {
  const { label, titled, draft, onDraft, queues, save, onCancel, saveName, cancelName, children } = props
  const { busy, failure, run } = useAct()
  const form = useRef<HTMLFormElement>(null)
  const wrong = (codes: string[]) => (failure && codes.includes(failure.code) ? failure.message : undefined)
  const [name, text] = [wrong(ofName), wrong(ofText)]
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), [])
  useLayoutEffect(() => {
    const told = name ?? text
    if (!told) return
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
    say(told) // the focus may have been there before
  }, [name, text])
  const submit = () => run(() => save(draft))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      submit()
    }
  }
  return (
    <form
      ref={form}
      class="canned-form"
      aria-label={label}
      onKeyDown={onKeyDown}
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      {titled && <h2>{label}</h2>}
      {children}
      {failure && !name && !text && <Failed failure={failure} />}
      <div class="pair">
        <InputField
          label={t('canned.name')}
          hint={t('canned.name_hint')}
          error={name}
          maxLength={40}
          spellcheck={false}
          autocapitalize="none"
          value={draft.name}
          onText={name => onDraft({ ...draft, name })}
        />
        <SelectField
          label={t('canned.queue')}
          hint={t('canned.queue_hint')}
          value={draft.queue}
          onChoose={queue => onDraft({ ...draft, queue })}
          none={t('canned.all_queues')}
          options={queues}
        />
      </div>
      <TextField draft={draft} onDraft={onDraft} error={text} />
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

function TextField({ draft, onDraft, error }: Pick<Props, 'draft' | 'onDraft'> & { error: string | undefined }) {
  const box = useRef<HTMLTextAreaElement>(null)
  const insert = (name: string) => {
    const { selectionStart = 0, selectionEnd = 0 } = box.current ?? {}
    const { text, at } = withVariable(draft.text, selectionStart, selectionEnd, name)
    put(box.current, text, at)
    onDraft({ ...draft, text })
  }
  return (
    <Field label={t('canned.text')} hint={t('canned.text_hint')} error={error}>
      {ids => (
        <>
          <div class="canned-variables">
            {variables.map(({ [draft.lang]: name, about }) => (
              <button key={about} type="button" class="chip" title={t(about)} onClick={() => insert(name)}>
                <span class="visually-hidden">{t('canned.insert')} </span>
                {`{${name}}`}
              </button>
            ))}
          </div>
          <textarea
            {...ids}
            ref={box}
            class="form-control"
            rows={5}
            value={draft.text}
            onInput={event => onDraft({ ...draft, text: event.currentTarget.value })}
          />
        </>
      )}
    </Field>
  )
}
