import type { EntryState, EntrySummary } from '../../api/studio-types'
import type { Lang } from '../../api/types'
import { type Key, t } from '../i18n'
import { languages, SearchField, SelectField } from '../ui/fields'
import type { Filter, Need, Order } from './filter'

const states: EntryState[] = ['published', 'changed', 'draft', 'review', 'scheduled', 'archived']
const needs: Need[] = ['stale', 'low_help', 'no_translation', 'unpublished']
const orders: Order[] = ['topic', 'question', 'updated', 'shown', 'helped']

interface Props {
  entries: EntrySummary[]
  topics: Map<string, string> | undefined
  filter: Filter
  order: Order
  onChange: (filter: Filter) => void
  onOrder: (order: Order) => void
}

export function Filters({ entries, topics, filter, order, onChange, onOrder }: Props) {
  const set = (part: Partial<Filter>) => onChange({ ...filter, ...part })
  const named = distinct(entries.map(entry => entry.topic)).map(id => ({ id, name: topics?.get(id) ?? id }))
  const owners = distinct(entries.map(entry => entry.owner)).map(id => ({ id, name: id }))
  return (
    <search class="filters filters-many">
      <SearchField label={t('library.search')} value={filter.text} onText={text => set({ text })} />
      <SelectField
        label={t('library.topic')}
        value={filter.topic}
        onChoose={topic => set({ topic })}
        none={t('library.all')}
        options={named.sort((a, b) => a.name.localeCompare(b.name))}
      />
      <SelectField
        label={t('library.lang')}
        value={filter.lang}
        onChoose={lang => set({ lang: lang as '' | Lang })}
        none={t('library.all_langs')}
        options={languages()}
      />
      <SelectField
        label={t('library.state')}
        value={filter.state}
        onChoose={state => set({ state: state as '' | EntryState })}
        none={t('library.all_states')}
        options={states.map(id => ({ id, name: t(`entry_state.${id}` as Key) }))}
      />
      <SelectField
        label={t('library.owner')}
        value={filter.owner}
        onChoose={owner => set({ owner })}
        none={t('library.all_owners')}
        options={owners}
      />
      <SelectField
        label={t('library.need')}
        value={filter.need}
        onChoose={need => set({ need: need as Need })}
        none={t('library.all_needs')}
        options={needs.map(id => ({ id, name: t(`need.${id}` as Key) }))}
      />
      <SelectField
        label={t('library.order')}
        value={order}
        onChoose={id => onOrder(id as Order)}
        options={orders.map(id => ({ id, name: t(`order.${id}` as Key) }))}
      />
    </search>
  )
}

const distinct = (all: string[]): string[] => [...new Set(all.filter(Boolean))].sort()
