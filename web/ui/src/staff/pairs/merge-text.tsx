import { t } from '../i18n'
import { Field } from '../ui/field'
import { Notice } from '../ui/notice'
import type { MergeText } from './api'

interface Props {
  text: MergeText
  alone: boolean // not one of two languages
  onSource: (source: string) => void
}

// The text that stays, with what the other entry says beside it.
export function MergeTextField({ text, alone, onSource }: Props) {
  const label = t(alone ? 'pairs.source' : text.lang === 'en' ? 'pairs.source_en' : 'pairs.source_it')
  return (
    <>
      {text.problems.length > 0 && (
        <Notice tone="warn" title={t('pairs.problems')}>
          {text.problems.map(problem => (
            <p key={problem.message}>{problem.message}</p>
          ))}
        </Notice>
      )}
      <Field label={label} hint={text.replaces ? t('pairs.source_hint', { n: text.added }) : undefined}>
        {ids => (
          <textarea
            {...ids}
            class="form-control pair-source"
            rows={12}
            lang={text.lang}
            value={text.source}
            onInput={event => onSource(event.currentTarget.value)}
          />
        )}
      </Field>
      {text.replaces && (
        <details class="pair-left">
          <summary>{t('pairs.left')}</summary>
          <p class="pair-answer" lang={text.lang}>
            {text.left}
          </p>
        </details>
      )}
    </>
  )
}
