import { useState } from 'preact/hooks'
import { session } from '../app/session'
import { t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { NoteField } from '../ui/fields'
import { Failed, Notice } from '../ui/notice'
import { Loaded, Loading } from '../ui/states'
import type { Undo } from '../ui/undo'
import { useAct } from '../ui/use-act'
import { useLoad } from '../ui/use-load'
import type { MergeText, Pair, pairsApi } from './api'
import { MergeImpact, useMergeReplay } from './merge-impact'
import { MergeTextField } from './merge-text'

type Api = ReturnType<typeof pairsApi>

interface Props {
  pair: Pair
  api: Api
  onClose: () => void
  onDone: (undo: Undo) => void
}

// One entry of two, in both languages where both have them. Which one stays, and what it
// says, the editor chooses; who may not publish asks for it.
export function MergeDialog({ pair, api, onClose, onDone }: Props) {
  const [keep, setKeep] = useState(pair.a.id)
  const other = keep === pair.a.id ? pair.b : pair.a
  const load = useLoad(keep, async () => ({ keep, ...(await api.merge(keep, other.id)) }))
  const value = load.value?.keep === keep ? load.value : undefined
  const linking = pair.a.lang !== pair.b.lang
  return (
    <Dialog wide title={t(linking ? 'pairs.link_title' : 'pairs.merge_title')} onClose={onClose}>
      <div class="dialog-body">
        <fieldset class="pair-keep">
          <legend>{t(linking ? 'pairs.link_in' : 'pairs.keep')}</legend>
          {[pair.a, pair.b].map(entry => (
            <label key={entry.id} class="pair-choice">
              <input
                type="radio"
                name="keep"
                checked={entry.id === keep}
                data-focus={entry.id === keep ? '' : undefined}
                onChange={() => setKeep(entry.id)}
              />
              <span lang={entry.lang}>{entry.question}</span>
            </label>
          ))}
        </fieldset>
        <Loaded value={value} failure={load.failure} onRetry={load.reload}>
          {({ texts }) => <Proposal key={keep} proposed={texts} linking={linking} api={api} onDone={onDone} />}
        </Loaded>
      </div>
    </Dialog>
  )
}

interface ProposalProps {
  proposed: MergeText[]
  linking: boolean
  api: Api
  onDone: Props['onDone']
}

function Proposal({ proposed, linking, api, onDone }: ProposalProps) {
  const [texts, setTexts] = useState(proposed)
  const [note, setNote] = useState('')
  const act = useAct()
  const replay = useMergeReplay(texts)
  const drafted = texts.some(text => text.draft > 0)
  const publisher = session.can('reviewer') && !drafted
  const merge = (publish: boolean) =>
    act.run(async () => {
      const checked = await Promise.all(texts.map(text => api.check(text)))
      setTexts(checked)
      if (publish && checked.some(text => text.problems.length > 0)) return // said beside the text
      if (publish && replay.changes === undefined && (await replay.replay()) > 0) return // to be looked at first
      onDone(await merged(api, texts, publish, note))
    })
  return (
    <>
      {drafted && <Notice tone="info" live={false} title={t('pairs.drafted')} />}
      {texts.map((text, i) => (
        <MergeTextField
          key={text.id}
          text={text}
          alone={texts.length === 1}
          onSource={source => setTexts(texts.with(i, { ...text, source }))}
        />
      ))}
      <p class="muted">{t(linking ? 'pairs.then_link' : texts.length > 1 ? 'pairs.then_both' : 'pairs.then')}</p>
      <MergeImpact replay={replay} />
      {!publisher && <NoteField label={t('pairs.note')} value={note} onText={setNote} />}
      {act.busy && <Loading />}
      {act.failure && <Failed failure={act.failure} />}
      <div class="pair-actions">
        {publisher && (
          <button type="button" class="btn btn-primary btn-sm" aria-disabled={act.busy} onClick={() => merge(true)}>
            {replay.changes ? t('publish.accept') : t(linking ? 'pairs.link_now' : 'pairs.merge_now')}
          </button>
        )}
        <button
          type="button"
          class={`btn btn-sm ${publisher ? 'btn-outline-primary' : 'btn-primary'}`}
          aria-disabled={act.busy}
          onClick={() => merge(false)}
        >
          {t('pairs.merge_review')}
        </button>
      </div>
    </>
  )
}

// Merges, and says how to take that back.
async function merged(api: Api, texts: MergeText[], publish: boolean, note: string): Promise<Undo> {
  const done = await api.apply(texts, publish, note)
  if (done.published) return { text: t('pairs.merged'), back: () => api.undo(done.undo) }
  return { text: t('pairs.merge_asked'), back: () => api.discard(done.drafts) }
}
