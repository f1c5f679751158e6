import { useRef } from 'preact/hooks'
import type { EntrySummary, Use } from '../../api/studio-types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { singleKeys } from '../app/shortcuts'
import { date, number, percent, t } from '../i18n'
import { Table } from '../ui/table'
import { alarmsOf, questionOf } from './filter'
import { AlarmTags, StateTag } from './state-tag'

interface Props {
  entries: EntrySummary[]
  topics: Map<string, string> | undefined
}

// The entries, one after the other with the arrows (or j and k).
export function EntryTable({ entries, topics }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const onKey = (event: KeyboardEvent) => {
    const down = event.key === 'ArrowDown' || (singleKeys.peek() && event.key === 'j')
    const up = event.key === 'ArrowUp' || (singleKeys.peek() && event.key === 'k')
    if (!(down || up) || event.altKey || event.ctrlKey || event.metaKey) return
    const links = [...(box.current?.querySelectorAll<HTMLElement>('th a') ?? [])]
    const next = links[links.indexOf(event.target as HTMLElement) + (down ? 1 : -1)]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows only add to the links' own keys
    <div ref={box} onKeyDown={onKey}>
      <Table
        name={t('nav.library')}
        class="entries"
        columns={[
          t('library.question'),
          t('library.state'),
          t('library.topic'),
          t('library.owner'),
          t('library.updated'),
          { numbers: t('library.use') },
        ]}
      >
        {entries.map(entry => (
          <Row key={entry.id} entry={entry} topic={topics?.get(entry.topic) ?? entry.topic} />
        ))}
      </Table>
    </div>
  )
}

function Row({ entry, topic }: { entry: EntrySummary; topic: string }) {
  return (
    <tr>
      <th scope="row">
        <span class="tag">{entry.lang.toUpperCase()}</span>
        <Link href={to('library', entry.id)}>{questionOf(entry)}</Link>
        <AlarmTags alarms={alarmsOf(entry)} />
      </th>
      <td class="nowrap" data-name={t('library.state')}>
        <StateTag state={entry.state} />
      </td>
      <td data-name={t('library.topic')}>{topic}</td>
      <td data-name={t('library.owner')}>{entry.owner}</td>
      <td class="nowrap" data-name={t('library.updated')}>
        {entry.updated && date(entry.updated)}
      </td>
      <td class="num" data-name={t('library.use')}>
        <UseCell use={entry.use} />
      </td>
    </tr>
  )
}

function UseCell({ use: { shown, helped, rejected } }: { use: Use }) {
  return (
    <>
      {number(shown)}
      {helped + rejected > 0 && (
        <span class="under">{t('library.helped', { share: percent(helped / (helped + rejected)) })}</span>
      )}
    </>
  )
}
