import type { EntrySummary } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import { t } from '../i18n'
import { Field } from '../ui/field'
import { SearchField } from '../ui/search-field'
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
      <Field label={t('library.topic')}>
        {attrs => (
          <select
            {...attrs}
            class="form-control"
            value={filter.topic}
            onChange={event => onChange({ ...filter, topic: event.currentTarget.value })}
          >
            <option value="">{t('library.all')}</option>
            {named.map(topic => (
              <option key={topic.id} value={topic.id}>
                {topic.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('library.lang')}>
        {attrs => (
          <select
            {...attrs}
            class="form-control"
            value={filter.lang}
            onChange={event => onChange({ ...filter, lang: event.currentTarget.value as '' | Lang })}
          >
            <option value="">{t('library.all_langs')}</option>
            <option value="it">{t('lang.it')}</option>
            <option value="en">{t('lang.en')}</option>
          </select>
        )}
      </Field>
    </search>
  )
}
