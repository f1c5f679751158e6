import { useState } from 'preact/hooks'
import type { EntrySummary } from '../../api/studio-types'
import { ItemForm } from '../book/form'
import type { FormProps } from '../book/kind'
import { t } from '../i18n'
import { InputField } from '../ui/fields'
import { useAct } from '../ui/use-act'
import { type Draft, maxText } from './api'
import { EntryChoice } from './choice'

// A question, and what should answer it. Enter saves.
export function TestForm({ draft, save, entries, children, ...form }: FormProps<Draft> & { entries: EntrySummary[] }) {
  const [text, setText] = useState(draft.text)
  const [entry, setEntry] = useState(draft.entry)
  const [nothing, setNothing] = useState(draft.text !== '' && draft.entry === '')
  const [missing, setMissing] = useState<'text' | 'entry' | undefined>()
  const { busy, failure, run } = useAct()
  const submit = () => {
    const lacks = text.trim() === '' ? 'text' : !nothing && entry === '' ? 'entry' : undefined
    setMissing(lacks)
    if (!lacks) run(() => save({ lang: draft.lang, text, entry: nothing ? '' : entry }))
  }
  const [wrongText, wrongEntry] = [
    missing === 'text' && !text.trim() ? t('tests.need_text') : undefined,
    missing === 'entry' && !entry ? t('tests.need_entry') : undefined,
  ]
  return (
    <ItemForm
      {...form}
      told={children}
      wrong={wrongText ?? wrongEntry}
      failure={failure}
      busy={busy}
      submit={submit}
      sends={() => false} // a field of one line sends by itself
    >
      <InputField
        label={t('tests.text')}
        hint={t('tests.text_hint')}
        error={wrongText}
        maxLength={maxText}
        lang={draft.lang}
        value={text}
        onText={setText}
      />
      <fieldset class="choices">
        <legend>{t('tests.expected')}</legend>
        <Way name={t('tests.by_entry')} checked={!nothing} onChoose={() => setNothing(false)} />
        <Way name={t('tests.by_nothing')} checked={nothing} onChoose={() => setNothing(true)} />
      </fieldset>
      {!nothing && <EntryChoice entries={entries} value={entry} error={wrongEntry} onChange={setEntry} />}
    </ItemForm>
  )
}

function Way({ name, checked, onChoose }: { name: string; checked: boolean; onChoose: () => void }) {
  return (
    <label class="check">
      <input type="radio" name="expected" checked={checked} onChange={onChoose} />
      {name}
    </label>
  )
}
