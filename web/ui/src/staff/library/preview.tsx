import { t } from '../i18n'
import type { EntryEditor } from './editor'

// The answer as the student will see it. The HTML is the server's, sanitized there.
export function Preview({ editor }: { editor: EntryEditor }) {
  return (
    <section class="workbench-preview" aria-labelledby="preview-title">
      <h2 id="preview-title">{t('entry.preview')}</h2>
      {editor.previewFailure.value && <p class="field-error">{t('entry.preview_failed')}</p>}
      <div class="answer" lang={editor.entry.value?.lang ?? 'it'}>
        <h3>{questionOf(editor.source.value)}</h3>
        <div dangerouslySetInnerHTML={{ __html: editor.html.value }} />
      </div>
    </section>
  )
}

function questionOf(source: string): string {
  const line = /^question:\s*(.*)$/m.exec(source)?.[1] ?? ''
  return line.replace(/^(["'])(.*)\1\s*$/, '$2')
}
