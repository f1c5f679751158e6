import { useState } from 'preact/hooks'
import type { EntrySummary } from '../../api/studio-types'
import { t } from '../i18n'
import { filterEntries, noFilter, questionOf } from '../library/filter'
import { InputField } from '../ui/fields'
import { Icon } from '../ui/icons'
import { say } from '../ui/say'

const most = 5

interface Props {
  entries: EntrySummary[]
  value: string
  error: string | undefined
  onChange: (id: string) => void
}

// The entry that should answer. As one writes, the entries found are below; Enter takes the
// first.
export function EntryChoice({ entries, value, error, onChange }: Props) {
  const [text, setText] = useState('')
  const chosen = entries.find(entry => entry.id === value)
  const found = text.trim() ? filterEntries(entries, { ...noFilter, text }).slice(0, most) : []
  const take = (entry: EntrySummary) => {
    onChange(entry.id)
    setText('')
    say(t('tests.chosen', { entry: questionOf(entry) }))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault() // it would save
    const [first] = found
    if (first) take(first)
  }
  return (
    <div class="entry-choice">
      {value && (
        <p class="entry-chosen">
          <Icon name="check" size={16} /> {chosen ? questionOf(chosen) : t('tests.entry_gone', { entry: value })}{' '}
          <code>{value}</code>
        </p>
      )}
      <InputField
        type="search"
        label={t(value ? 'tests.other_entry' : 'tests.find_entry')}
        hint={t('tests.find_hint')}
        error={error}
        value={text}
        onText={setText}
        onKeyDown={onKeyDown}
      />
      {found.length > 0 && (
        <ul class="picks">
          {found.map(entry => (
            <li key={entry.id}>
              <button type="button" onClick={() => take(entry)}>
                <span lang={entry.lang}>{questionOf(entry)}</span> <code>{entry.id}</code>
              </button>
            </li>
          ))}
        </ul>
      )}
      {text.trim() && found.length === 0 && <p class="muted">{t('library.none')}</p>}
    </div>
  )
}
