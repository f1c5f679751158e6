import { useEffect, useRef, useState } from 'preact/hooks'
import type { Problem } from '../../api/studio-types'
import { t } from '../i18n'
import { AudienceField, wrongWith } from '../library/fields-form'
import { InputField, languages, SelectField } from '../ui/fields'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import type { GuideDraftDetail, GuideFields, GuidesApi } from './api'

interface Props {
  draft: GuideDraftDetail
  fields: GuideFields
  api: GuidesApi
  topics: Map<string, string> | undefined
  told: boolean // that something is missing: it is shown, and has the focus
  onSaved: (draft: GuideDraftDetail) => void
  onUnsaved: (unsaved: boolean) => void
}

// What the office says of a guide.
export function FieldsForm({ draft, fields, api, topics, told, onSaved, onUnsaved }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const [written, setWritten] = useState(fields)
  const { busy, failure, run } = useAct()
  const change = (part: Partial<GuideFields>) => setWritten({ ...written, ...part })
  const unsaved = JSON.stringify(written) !== JSON.stringify(fields)
  useEffect(() => onUnsaved(unsaved), [unsaved])
  useEffect(() => {
    if (told) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [told])
  const problems = missing(draft.problems)
  const wrong = (field: string) => (unsaved || (untouched(draft) && !told) ? undefined : wrongWith(problems, field))
  const save = (event: Event) => {
    event.preventDefault()
    run(async () => {
      const saved = await api.save(draft.id, draft.revision, written)
      if (saved.fields) setWritten(saved.fields)
      onSaved(saved)
      toast(t('guides.saved'), 'ok')
    })
  }
  const text = (field: 'title' | 'owner' | 'updated' | 'review_by' | 'source_url' | 'id') => ({
    value: written[field],
    error: wrong(field),
    onText: (value: string) => change({ [field]: value }),
  })
  const known = [...(topics ?? new Map<string, string>())].map(([id, name]) => ({ id, name }))
  return (
    <form ref={form} class="guide-group guide-form" aria-labelledby="guide-fields" onSubmit={save} noValidate>
      <h2 id="guide-fields">{t('guides.fields')}</h2>
      {failure && <Failed failure={failure} />}
      <div class="entry-fields">
        <div class="entry-wide">
          <InputField label={t('guides.title')} maxLength={200} {...text('title')} />
        </div>
        <SelectField
          label={t('library.topic')}
          value={written.topic}
          none={t('guides.choose_topic')}
          error={written.topic === '' && wrong('topic') ? t('guides.topic_missing') : wrong('topic')}
          onChoose={topic => change({ topic })}
          options={known}
        />
        <SelectField
          label={t('guides.lang')}
          value={written.lang}
          onChoose={lang => change({ lang: lang as GuideFields['lang'] })}
          options={languages()}
        />
        <InputField label={t('library.owner')} hint={t('guides.owner_hint')} maxLength={120} {...text('owner')} />
        <InputField label={t('write.updated')} type="date" {...text('updated')} />
        <InputField label={t('write.review_by')} type="date" {...text('review_by')} />
        <InputField label={t('guides.source')} hint={t('guides.source_hint')} inputMode="url" {...text('source_url')} />
        {!draft.guide && (
          <InputField label={t('guides.id')} hint={t('guides.id_hint')} spellcheck={false} {...text('id')} />
        )}
        <div class="entry-wide">
          <AudienceField
            chosen={written.audience}
            error={wrong('audience')}
            onChange={audience => change({ audience })}
          />
        </div>
      </div>
      <div class="intake-actions">
        <button type="submit" class="btn btn-primary btn-sm" aria-disabled={busy}>
          {t(busy ? 'app.saving' : 'app.save')}
        </button>
        {unsaved && <span class="muted">{t('guides.unsaved')}</span>}
      </div>
    </form>
  )
}

// A guide without a topic lacks its office only because of that: the topic brings one.
export const missing = (problems: Problem[]): Problem[] =>
  problems.some(one => one.field === 'topic') ? problems.filter(one => one.field !== 'owner') : problems

// Of a new guide nobody has said anything yet: what is missing is not told as a mistake.
const untouched = (draft: GuideDraftDetail) => !draft.guide && draft.revision === 1
