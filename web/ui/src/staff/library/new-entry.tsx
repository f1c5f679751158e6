import { useState } from 'preact/hooks'
import type { EntryFields, EntrySummary } from '../../api/studio-types'
import type { Lang } from '../../api/types'
import { go, to } from '../app/router'
import { session } from '../app/session'
import { lang, t } from '../i18n'
import { InputField, languages, SelectField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { useForm } from '../ui/use-form'
import { libraryApi } from './api'
import { dayAfter, idOf } from './text'

interface Props {
  entries: EntrySummary[]
  topics: Map<string, string>
  question?: string
  onClose: () => void
}

const validId = /^[a-z][a-z0-9-]{2,79}$/

// Begins an entry: its question, topic and language, and from these its name.
export function NewEntry({ entries, topics, question: first = '', onClose }: Props) {
  const [question, setQuestion] = useState(first)
  const [topic, setTopic] = useState('')
  const [of, setOf] = useState<Lang>(lang.peek())
  const [typed, setTyped] = useState<string | undefined>()
  const id = typed ?? (topic && question.trim() ? idOf(topic, question, of) : '')
  const wrongId = idError(id, entries)
  const form = useForm(Boolean(question.trim() && topic && !wrongId), async () => {
    const api = libraryApi(session.client)
    const owner = ownerOf(entries, topic)
    const { source } = await api.compose(blankEntry({ id, topic, lang: of, question: question.trim(), owner }))
    await api.saveDraft(id, { source, base: 0, revision: 0 })
    go(to('library', id))
  })
  const options = [...topics].map(([id, name]) => ({ id, name }))
  return (
    <FormDialog title={t('new.title')} form={form} act={t('new.begin')} onClose={onClose}>
      <p>{t('new.about')}</p>
      <InputField
        label={t('library.question')}
        hint={t('new.question_hint')}
        value={question}
        maxLength={200}
        error={form.tried && !question.trim() ? t('new.need_question') : undefined}
        onText={setQuestion}
      />
      <SelectField
        label={t('library.topic')}
        value={topic}
        none={t('new.choose')}
        options={options}
        error={form.tried && !topic ? t('new.need_topic') : undefined}
        onChoose={setTopic}
      />
      <SelectField
        label={t('library.lang')}
        value={of}
        options={languages()}
        onChoose={id => setOf(id === 'en' ? 'en' : 'it')}
      />
      <InputField
        label={t('new.id')}
        hint={t('new.id_hint')}
        value={id}
        spellcheck={false}
        error={(form.tried || typed) && question && topic ? wrongId : undefined}
        onText={setTyped}
      />
    </FormDialog>
  )
}

function idError(id: string, entries: EntrySummary[]): string | undefined {
  if (!validId.test(id)) return t('new.id_wrong')
  return entries.some(entry => entry.id === id) ? t('new.id_taken') : undefined
}

// The office that has most of the topic's entries.
function ownerOf(entries: EntrySummary[], topic: string): string {
  const counts = new Map<string, number>()
  for (const entry of entries) {
    if (entry.topic === topic) counts.set(entry.owner, (counts.get(entry.owner) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

type Begun = Pick<EntryFields, 'id' | 'topic' | 'lang' | 'question' | 'owner'>

const blankEntry = (begun: Begun): EntryFields => ({
  alternates: [],
  translations: {},
  audience: ['all'],
  level: [],
  campus: [],
  updated: dayAfter(),
  valid_from: '',
  valid_to: '',
  review_by: dayAfter(365),
  sources: [],
  body: '\n',
  ...begun,
})

// An entry's fields for the other language: all that is not words stays. Without its words it
// cannot be published.
export function translationOf(fields: EntryFields, other: Lang): EntryFields {
  const bare = fields.id.replace(/-(it|en)$/, '')
  const id = other === 'en' ? `${bare}-en` : bare === fields.id ? `${bare}-it` : bare
  return {
    ...fields,
    id,
    lang: other,
    question: '',
    alternates: [],
    body: '\n',
    translations: { [fields.lang]: fields.id },
    updated: dayAfter(),
  }
}
