import { useState } from 'preact/hooks'
import type { CheckedWording, Outcome } from '../../api/studio-types'
import { session } from '../app/session'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { say } from '../ui/say'
import { useAct } from '../ui/use-act'
import { libraryApi } from './api'
import type { EntryEditor } from './editor'
import { wrongWith } from './fields-form'
import { ListField } from './list-field'
import { outcomeWords } from './outcome'

// The other ways in which students ask, and which of them would not be understood.
export function Alternates({ editor, alternates }: { editor: EntryEditor; alternates: string[] }) {
  const [checked, setChecked] = useState<Map<string, CheckedWording> | undefined>()
  const { busy, failure, run } = useAct()
  const question = checked?.get(editor.question.value)
  const wrong = alternates.filter(text => checked?.get(text)?.right === false).length
  const check = () =>
    run(async () => {
      await editor.flush()
      const found = await libraryApi(session.client).wordings(editor.id, editor.source.peek())
      setChecked(new Map(found.map(one => [one.text, one])))
      say(t('alternates.wrong', { n: found.filter(one => !one.right && alternates.includes(one.text)).length }))
    })
  const error = wrongWith(editor.problems.value, 'alternates')
  return (
    <fieldset class="choices alternates" id="field-alternates">
      <legend>{t('alternates.title', { n: alternates.length })}</legend>
      <p class="field-hint">{t('alternates.hint')}</p>
      {error && <p class="field-error">{error}</p>}
      {failure && <Failed failure={failure} />}
      <p class="alternates-check">
        <button type="button" class="btn btn-outline-primary btn-xs" aria-disabled={busy} onClick={check}>
          <Icon name="search" size={16} /> {t(busy ? 'alternates.checking' : 'alternates.check')}
        </button>
        {checked && <span class={wrong ? 'field-error' : 'muted'}>{t('alternates.wrong', { n: wrong })}</span>}
      </p>
      {question && !question.right && (
        <p class="alternate-wrong">
          <Icon name="warn" size={15} /> {t('alternates.question', { outcome: outcomeWords(question.found) })}
        </p>
      )}
      <ListField
        items={alternates}
        blank=""
        add={t('alternates.add')}
        nameOf={(text, n) => text || String(n + 1)}
        onChange={next => editor.change({ alternates: next })}
      >
        {(text, n, change) => {
          const seen = checked?.get(text)
          return (
            <span class="alternate">
              <input
                class="form-control"
                aria-label={t('alternates.one', { n: n + 1 })}
                {...(seen && { 'aria-describedby': `alternate-${n}` })}
                value={text}
                lang={editor.entry.value?.lang ?? 'it'}
                maxLength={300}
                onInput={event => change(event.currentTarget.value)}
              />
              {seen && <Seen id={`alternate-${n}`} right={seen.right} found={seen.found} />}
            </span>
          )
        }}
      </ListField>
    </fieldset>
  )
}

function Seen({ id, right, found }: { id: string; right: boolean; found: Outcome }) {
  return (
    <span id={id} class={right ? 'alternate-right' : 'alternate-wrong'}>
      <Icon name={right ? 'check' : 'warn'} size={15} />{' '}
      {right ? t('alternates.found') : t('alternates.not_found', { outcome: outcomeWords(found) })}
    </span>
  )
}
