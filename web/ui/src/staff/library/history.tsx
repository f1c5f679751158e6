import { useMemo, useState } from 'preact/hooks'
import type { EntryDetail, Revision } from '../../api/studio-types'
import { go, toEntry } from '../app/router'
import { session } from '../app/session'
import { type Key, lang, moment, t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { Empty, Loaded } from '../ui/states'
import { useAct } from '../ui/use-act'
import { useLoad } from '../ui/use-load'
import { libraryApi } from './api'
import { DiffView } from './diff'
import type { EntryEditor } from './editor'
import { Steps } from './steps'
import { TakeBack } from './take-back'

interface Props {
  editor: EntryEditor
  entry: EntryDetail
}

type Chosen = number | 'draft'

// What became of an entry: who changed what and when, and the way back to any of it.
export function HistoryPart({ editor, entry }: Props) {
  const api = useMemo(() => libraryApi(session.client), [])
  const past = useLoad(`revisions ${entry.id} ${entry.revision}`, () => api.revisions(entry.id))
  const [picked, setPicked] = useState<Chosen | undefined>()
  return (
    <Loaded value={past.value} failure={past.failure} onRetry={past.reload}>
      {all => {
        const chosen = picked ?? (entry.draft ? 'draft' : all[0]?.revision)
        if (chosen === undefined)
          return (
            <Empty icon="clock" title={t('history.none')}>
              <p>{t('history.none_about')}</p>
            </Empty>
          )
        const undo = all[0]?.undo
        return (
          <>
            {undo && !entry.draft?.publish_at && <TakeBack undo={undo} steps={new Steps(editor, api)} />}
            <div class="history">
              <ol class="history-list" aria-label={t('entry.history')}>
                {entry.draft && (
                  <li>
                    <Row
                      name={t('history.draft')}
                      about={t('history.by', { name: entry.draft.author, when: moment(entry.draft.changed_at) })}
                      chosen={chosen === 'draft'}
                      onChoose={() => setPicked('draft')}
                    />
                  </li>
                )}
                {all.map(one => (
                  <li key={one.revision}>
                    <Row
                      name={t('history.revision', { n: one.revision })}
                      kind={one.kind && t(`revision.${one.kind}` as Key)}
                      about={t('history.by', { name: one.author || t('history.program'), when: moment(one.at) })}
                      note={one.note}
                      chosen={chosen === one.revision}
                      onChoose={() => setPicked(one.revision)}
                    />
                  </li>
                ))}
              </ol>
              <Shown key={chosen} editor={editor} entry={entry} all={all} chosen={chosen} />
            </div>
          </>
        )
      }}
    </Loaded>
  )
}

interface RowProps {
  name: string
  kind?: string
  about: string
  note?: string
  chosen: boolean
  onChoose: () => void
}

function Row({ name, kind, about, note, chosen, onChoose }: RowProps) {
  return (
    <button type="button" class="history-row" aria-current={chosen ? 'true' : undefined} onClick={onChoose}>
      <strong>{name}</strong> {kind && <span class="tag">{kind}</span>}
      <span class="under">{about}</span>
      {note && <span class="under">{note}</span>}
    </button>
  )
}

interface ShownProps extends Props {
  all: Revision[]
  chosen: Chosen
}

function Shown({ editor, entry, all, chosen }: ShownProps) {
  const api = useMemo(() => libraryApi(session.client), [])
  const before = chosen === 'draft' ? entry.revision : (all.find(one => one.revision < chosen)?.revision ?? 0)
  const key = `diff ${entry.id} ${before} ${chosen} ${entry.draft?.revision ?? 0} ${lang.value}`
  const diff = useLoad(key, () => api.diff(entry.id, before, chosen))
  const { busy, failure, run } = useAct()
  const restore = () =>
    run(async () => {
      await new Steps(editor, api).restoreAsDraft(chosen as number)
      go(toEntry(entry.id, 'write'))
    })
  const title = chosen === 'draft' ? t('history.draft') : t('history.revision', { n: chosen })
  return (
    <section class="history-shown" aria-labelledby="shown-title">
      <header class="history-head">
        <h2 id="shown-title">
          {title} <small class="muted">{before > 0 ? t('history.against', { n: before }) : t('history.first')}</small>
        </h2>
        {chosen !== 'draft' && chosen < entry.revision && !entry.draft?.publish_at && (
          <button type="button" class="btn btn-primary btn-xs" aria-disabled={busy} onClick={restore}>
            <Icon name="undo" size={16} /> {t('history.restore')}
          </button>
        )}
      </header>
      {failure && <Failed failure={failure} />}
      <Loaded value={diff.value} failure={diff.failure} onRetry={diff.reload}>
        {diff => <DiffView diff={diff} />}
      </Loaded>
    </section>
  )
}
