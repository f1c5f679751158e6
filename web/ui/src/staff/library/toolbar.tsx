import { t } from '../i18n'
import { Icon } from '../ui/icons'
import type { EntryEditor } from './editor'

interface Props {
  editor: EntryEditor
  onSave: () => void
  onProblems: () => void
}

// Save, discard, and how things stand; in sight wherever one has scrolled to.
export function Toolbar({ editor, onSave, onProblems }: Props) {
  const changed = editor.changed.value
  const problems = editor.problems.value.length
  return (
    <div class="workbench-bar">
      <button
        type="button"
        class="btn btn-primary btn-sm"
        aria-disabled={!changed || editor.saving.value}
        onClick={onSave}
      >
        {t(editor.saving.value ? 'app.saving' : 'entry.publish')} <kbd>Ctrl+S</kbd>
      </button>
      {changed && (
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => editor.discard()}>
          {t('entry.discard')}
        </button>
      )}
      {problems > 0 && (
        <button type="button" class="btn-plain problems-title" onClick={onProblems}>
          <Icon name="warn" size={16} /> {t('entry.problems', { n: problems })}
        </button>
      )}
      <span class="muted" role="status">
        {editor.saved.value ? t('entry.saved') : changed ? t('entry.changed') : ''}
      </span>
    </div>
  )
}
