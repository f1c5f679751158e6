import { useState } from 'preact/hooks'
import type { EntrySummary } from '../../api/studio-types'
import { t } from '../i18n'
import { InputField } from '../ui/fields'
import { say } from '../ui/say'
import { filterEntries, noFilter, questionOf } from './filter'

const most = 6

interface Props {
  entries: EntrySummary[]
  value: string
  onChange: (entry: string) => void
}

// An entry of the library, found by its words. It stands within forms: there Enter takes the
// first that is found, and does not send the form with an entry that nobody chose.
export function EntryPicker({ entries, value, onChange }: Props) {
  const [text, setText] = useState('')
  const found = text.trim() ? filterEntries(entries, { ...noFilter, text }).slice(0, most) : []
  const take = (entry: EntrySummary) => {
    onChange(entry.id)
    if (entry.id !== value) say(t('tests.chosen', { entry: questionOf(entry) }))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    const [first] = found
    if (first) take(first)
  }
  return (
    <div class="entry-search">
      <InputField
        type="search"
        label={t('library.search')}
        hint={t('tests.find_hint')}
        value={text}
        onText={setText}
        onKeyDown={onKeyDown}
      />
      <ul class="picks">
        {found.map(entry => (
          <li key={entry.id}>
            <button type="button" lang={entry.lang} aria-pressed={entry.id === value} onClick={() => take(entry)}>
              {questionOf(entry)}
            </button>
          </li>
        ))}
      </ul>
      {text.trim() && found.length === 0 && <p class="muted">{t('library.none')}</p>}
    </div>
  )
}
