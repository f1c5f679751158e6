import type { EntrySummary } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import { t } from '../i18n'
import { languages, SearchField, SelectField } from '../ui/fields'
import type { Filter } from './filter'

interface Props {
  entries: EntrySummary[]
  topics: Map<string, string> | undefined
  filter: Filter
  onChange: (filter: Filter) => void
}

export function Filters({ entries, topics, filter, onChange }: Props) {
  const ids = [...new Set(entries.map(entry => entry.topic))]
  const named = ids.map(id => ({ id, name: topics?.get(id) ?? id })).sort((a, b) => a.name.localeCompare(b.name))
  return (
    <search class="filters">
      <SearchField label={t('library.search')} value={filter.text} onText={text => onChange({ ...filter, text })} />
      <SelectField
        label={t('library.topic')}
        value={filter.topic}
        onChoose={topic => onChange({ ...filter, topic })}
        none={t('library.all')}
        options={named}
      />
      <SelectField
        label={t('library.lang')}
        value={filter.lang}
        onChoose={lang => onChange({ ...filter, lang: lang as '' | Lang })}
        none={t('library.all_langs')}
        options={languages()}
      />
    </search>
  )
}
