import { useState } from 'preact/hooks'
import type { EntrySummary } from '../../api/studio-types'
import { t } from '../i18n'
import { SearchField } from '../ui/fields'
import { filterEntries, noFilter } from './filter'

const most = 6

interface Props {
  entries: EntrySummary[]
  value: string
  onChange: (entry: string) => void
}

export function EntryPicker({ entries, value, onChange }: Props) {
  const [text, setText] = useState('')
  const found = text.trim() ? filterEntries(entries, { ...noFilter, text }).slice(0, most) : []
  return (
    <div class="entry-search">
      <SearchField label={t('library.search')} value={text} onText={setText} />
      <ul class="picks">
        {found.map(entry => (
          <li key={entry.id}>
            <button type="button" aria-pressed={entry.id === value} onClick={() => onChange(entry.id)}>
              {entry.question}
            </button>
          </li>
        ))}
      </ul>
      {text.trim() && found.length === 0 && <p class="muted">{t('library.none')}</p>}
    </div>
  )
}
