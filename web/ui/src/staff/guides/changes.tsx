import { useState } from 'preact/hooks'
import { number, t } from '../i18n'
import { DiffView } from '../library/diff'
import { Notice } from '../ui/notice'
import { Segments } from '../ui/segments'
import type { Citation, GuideChanges, Passage, PassageChange } from './api'
import { Citations } from './citations'

const kinds = ['all', 'changed', 'added', 'removed'] as const
type Kind = (typeof kinds)[number]

const kindOf = ({ before, after }: PassageChange): Exclude<Kind, 'all'> => {
  if (!before) return 'added'
  return after ? 'changed' : 'removed'
}

// What a new version changes: first the entries that no longer cite what they did, then the passages.
export function Changes({ changes, cited }: { changes: GuideChanges; cited: Citation[] }) {
  const [kind, setKind] = useState<Kind>('all')
  const { added, removed, changed, same, moved, list } = changes
  const shown = list.filter(one => kind === 'all' || kindOf(one) === kind)
  const all = added + removed + changed
  return (
    <section class="guide-group" aria-labelledby="guide-changes">
      <h2 id="guide-changes">{t('guides.changes')}</h2>
      {cited.length > 0 && (
        <Notice tone="warn" title={t('guides.flagged', { n: cited.length })} live={false}>
          <p>{t('guides.flagged_do')}</p>
          <Citations list={cited} />
        </Notice>
      )}
      <p>
        {all === 0
          ? t('guides.no_changes', { n: number(same) })
          : t('guides.changes_sum', {
              added: number(added),
              removed: number(removed),
              changed: number(changed),
              same: number(same),
            })}{' '}
        {moved > 0 && t('guides.moved', { n: moved })}
      </p>
      {all > 0 && (
        <>
          <Segments
            label={t('guides.which')}
            value={kind}
            options={kinds.map(id => ({ id, name: `${t(`guides.kind_${id}`)} (${number(count(id, changes))})` }))}
            onChoose={setKind}
          />
          <ol class="guide-changes">
            {shown.map((one, n) => (
              <li key={n}>
                <Change change={one} />
              </li>
            ))}
          </ol>
        </>
      )}
      {all > list.length && <p class="muted">{t('guides.more_changes', { n: number(all - list.length) })}</p>}
    </section>
  )
}

function count(kind: Kind, { added, removed, changed }: GuideChanges): number {
  return { all: added + removed + changed, added, removed, changed }[kind]
}

const looks = { added: 'tag-ok', removed: 'tag-bad', changed: 'tag-blue' }

function Change({ change }: { change: PassageChange }) {
  const kind = kindOf(change)
  const { before, after, diff } = change
  const one = (after ?? before) as Passage
  return (
    <details open={kind === 'changed'}>
      <summary>
        <span class={`tag ${looks[kind]}`}>{t(`guides.passage_${kind}`)}</span> {placeOf(before, after)}
        {one.section && <span class="guide-section"> {one.section}</span>}
      </summary>
      {diff ? <DiffView diff={diff} /> : <p class="guide-text">{one.text}</p>}
    </details>
  )
}

function placeOf(before: Passage | undefined, after: Passage | undefined): string {
  if (before && after && before.page !== after.page) return t('guides.from_to', { from: before.page, to: after.page })
  return t('guides.at_page', { n: (after ?? before)?.page ?? 0 })
}
