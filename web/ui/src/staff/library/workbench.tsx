import { useRef, useState } from 'preact/hooks'
import type { EntryDetail, EntryFields, Problem } from '../../api/studio-types'
import { useShortcuts } from '../app/shortcuts'
import { preferences } from '../app/storage'
import { t } from '../i18n'
import { InputField } from '../ui/fields'
import { Notice } from '../ui/notice'
import { Segments } from '../ui/segments'
import { Alternates } from './alternates'
import type { TextBox } from './codemirror'
import type { EntryEditor } from './editor'
import { DetailFields, wrongWith } from './fields-form'
import { Findings } from './findings'
import { readOnly } from './folder-notice'
import { Preview } from './preview'
import { lineOfBody } from './text'
import { WriteBox } from './text-box'
import { TwinPane } from './twin'

interface Props {
  editor: EntryEditor
  entry: EntryDetail
  topics: Map<string, string> | undefined
}

type As = 'form' | 'source'
type Beside = 'preview' | 'twin'

// The text on the left, as a form or as the file; on the right what comes of it.
export function Workbench({ editor, entry, topics }: Props) {
  const box = useRef<TextBox | undefined>(undefined)
  const form = useRef<HTMLDivElement>(null)
  const { as, choose } = useAs(editor)
  const toProblem = ({ field, line }: Pick<Problem, 'field' | 'line'>) => {
    const place = as === 'form' && field ? fieldOf(form.current, field) : undefined
    if (place) place.focus()
    else box.current?.toLine(as === 'form' ? Math.max(1, lineOfBody(editor.source.peek(), line)) : line)
  }
  return (
    <div class="workbench">
      <div class="workbench-text">
        <Segments
          label={t('entry.as')}
          value={as}
          options={[
            { id: 'form', name: t('entry.form') },
            { id: 'source', name: t('entry.source') },
          ]}
          onChoose={choose}
        />
        <div ref={form} inert={entry.draft?.publish_at !== undefined || readOnly.value}>
          {as === 'form' ? (
            <FormOrWhy editor={editor} entry={entry} topics={topics} box={box} onSource={() => choose('source')} />
          ) : (
            <WriteBox
              key="source"
              label={t('entry.source')}
              lang={entry.lang}
              text={editor.source.value}
              box={box}
              onText={text => editor.writeSource(text)}
            />
          )}
        </div>
        <Findings editor={editor} onGo={toProblem} />
      </div>
      <BesidePane editor={editor} entry={entry} />
    </div>
  )
}

// Whether the text is a form or the file it is, as one chose last.
function useAs(editor: EntryEditor) {
  const [as, setAs] = useState<As>(preferences.read<As>('entry_as') ?? 'form')
  const change = async (next: As) => {
    await editor.flush()
    if (next === 'form') await editor.preview()
    preferences.write('entry_as', next)
    setAs(next)
  }
  const choose = (next: As) => void change(next)
  useShortcuts({
    'Ctrl+KeyS': () => void editor.keeper.save(),
    'Alt+KeyS': () => choose(as === 'form' ? 'source' : 'form'),
  })
  return { as, choose }
}

// What students will see, or the translation.
function BesidePane({ editor, entry }: Omit<Props, 'topics'>) {
  const [beside, setBeside] = useState<Beside>(preferences.read<Beside>('entry_beside') ?? 'preview')
  const show = (next: Beside) => {
    preferences.write('entry_beside', next)
    setBeside(next)
  }
  useShortcuts({ 'Alt+KeyB': () => show(beside === 'preview' ? 'twin' : 'preview') })
  return (
    <div class="workbench-beside">
      <Segments
        label={t('entry.beside')}
        value={beside}
        options={[
          { id: 'preview', name: t('entry.preview') },
          { id: 'twin', name: t(entry.lang === 'it' ? 'entry.twin_en' : 'entry.twin_it') },
        ]}
        onChoose={show}
      />
      {beside === 'preview' ? <Preview editor={editor} /> : <TwinPane editor={editor} entry={entry} />}
    </div>
  )
}

interface FormOrWhyProps extends Props {
  box: { current: TextBox | undefined }
  onSource: () => void
}

// The form, or that the fields cannot be read.
function FormOrWhy({ onSource, ...props }: FormOrWhyProps) {
  const fields = props.editor.fields.value
  if (fields) return <Form {...props} fields={fields} />
  return (
    <Notice tone="warn" title={t('entry.no_form')}>
      <button type="button" class="btn btn-outline-primary btn-xs" onClick={onSource}>
        {t('entry.to_source')}
      </button>
    </Notice>
  )
}

interface FormProps extends Props {
  fields: EntryFields
  box: { current: TextBox | undefined }
}

function Form({ editor, entry, fields, topics, box }: FormProps) {
  const problems = editor.problems.value
  return (
    <div class="entry-form">
      <div data-field="question">
        <InputField
          label={t('library.question')}
          value={fields.question}
          lang={entry.lang}
          maxLength={200}
          error={wrongWith(problems, 'question')}
          onText={question => editor.change({ question })}
        />
      </div>
      <div>
        <p class="field-label" aria-hidden="true">
          {t('write.answer')}
        </p>
        <WriteBox
          key="answer"
          answer
          label={t('write.answer')}
          lang={entry.lang}
          text={editor.body.value}
          box={box}
          onText={text => editor.writeBody(text)}
        />
      </div>
      <div data-field="alternates">
        <Alternates editor={editor} alternates={fields.alternates} />
      </div>
      <details class="entry-details" open={problems.some(problem => problem.field && problem.field !== 'question')}>
        <summary>{t('write.details')}</summary>
        <DetailFields editor={editor} fields={fields} topics={topics} />
      </details>
    </div>
  )
}

// The control of a field of the front matter, in sight.
function fieldOf(form: HTMLElement | null, field: string): HTMLElement | undefined {
  const place = form?.querySelector<HTMLElement>(`[data-field="${CSS.escape(field)}"]`)
  const control = place?.querySelector<HTMLElement>('input, select, textarea')
  const details = control?.closest('details')
  if (details) details.open = true
  return control ?? undefined
}
