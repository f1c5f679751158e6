import { useRef, useState } from 'preact/hooks'
import { put } from '../../dom/put'
import { ItemForm } from '../book/form'
import type { FormProps } from '../book/kind'
import { t } from '../i18n'
import { Field } from '../ui/field'
import { InputField, SelectField } from '../ui/fields'
import { useAct } from '../ui/use-act'
import type { QueueName } from '../users/queue-names'
import { type Draft, draftOf } from './api'
import { variables, withVariable } from './find'

const ofName = ['canned_name', 'name_taken']
const ofText = ['variable', 'empty', 'too_long', 'bad_text']

// A canned reply: name, queue, text with its variables. Ctrl+Enter saves.
export function CannedForm({ draft, save, queues, children, ...form }: FormProps<Draft> & { queues: QueueName[] }) {
  const [mine, setMine] = useState(() => draftOf(draft))
  const change = (part: Partial<Draft>) => setMine({ ...mine, ...part })
  const { busy, failure, run } = useAct()
  const wrong = (codes: string[]) => (failure && codes.includes(failure.code) ? failure.message : undefined)
  const [name, text] = [wrong(ofName), wrong(ofText)]
  return (
    <ItemForm
      {...form}
      told={children}
      wrong={name ?? text}
      failure={failure}
      busy={busy}
      submit={() => run(() => save(mine))}
      sends={event => event.ctrlKey || event.metaKey}
    >
      <div class="pair">
        <InputField
          label={t('canned.name')}
          hint={t('canned.name_hint')}
          error={name}
          maxLength={40}
          spellcheck={false}
          autocapitalize="none"
          value={mine.name}
          onText={name => change({ name })}
        />
        <SelectField
          label={t('canned.queue')}
          hint={t('canned.queue_hint')}
          value={mine.queue}
          onChoose={queue => change({ queue })}
          none={t('canned.all_queues')}
          options={queues}
        />
      </div>
      <TextField draft={mine} onText={text => change({ text })} error={text} />
    </ItemForm>
  )
}

interface TextProps {
  draft: Draft
  onText: (text: string) => void
  error: string | undefined
}

function TextField({ draft, onText, error }: TextProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const insert = (name: string) => {
    const { selectionStart = 0, selectionEnd = 0 } = box.current ?? {}
    const { text, at } = withVariable(draft.text, selectionStart, selectionEnd, name)
    put(box.current, text, at)
    onText(text)
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
            onInput={event => onText(event.currentTarget.value)}
          />
        </>
      )}
    </Field>
  )
}
