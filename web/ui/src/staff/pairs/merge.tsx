import { useState } from 'preact/hooks'
import { Link } from '../app/link'
import { to } from '../app/router'
import { t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Notice } from '../ui/notice'
import { toast } from '../ui/say'
import { Loaded } from '../ui/states'
import { useLoad } from '../ui/use-load'
import type { Merge, Pair, pairsApi } from './api'

interface Props {
  pair: Pair
  api: ReturnType<typeof pairsApi>
  onClose: () => void
}

// The text of one entry for two. Which one stays, the editor chooses; nothing is saved here.
export function MergeDialog({ pair, api, onClose }: Props) {
  const [keep, setKeep] = useState(pair.a.id)
  const [kept, other] = keep === pair.a.id ? [pair.a, pair.b] : [pair.b, pair.a]
  const load = useLoad(keep, () => api.merge(kept.id, other.id))
  const value = load.value?.id === keep ? load.value : undefined
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
          {merge => <Proposal merge={merge} linking={linking} />}
        </Loaded>
      </div>
    </Dialog>
  )
}

function Proposal({ merge, linking }: { merge: Merge; linking: boolean }) {
  const copy = async () => {
    await navigator.clipboard.writeText(merge.source)
    toast(t('pairs.copied'), 'ok')
  }
  return (
    <>
      {merge.problems.length > 0 && (
        <Notice tone="warn" title={t('pairs.problems')}>
          {merge.problems.map(problem => (
            <p key={problem.message}>{problem.message}</p>
          ))}
        </Notice>
      )}
      <Field label={t('pairs.source')} hint={linking ? undefined : t('pairs.source_hint', { n: merge.added })}>
        {ids => <textarea {...ids} class="form-control pair-source" rows={12} readOnly value={merge.source} />}
      </Field>
      {merge.drop && (
        <details class="pair-left">
          <summary>{t('pairs.left')}</summary>
          <p class="pair-answer">{merge.left}</p>
        </details>
      )}
      <p class="muted">{t(merge.drop ? 'pairs.then' : 'pairs.then_link')}</p>
      <div class="pair-actions">
        <button type="button" class="btn btn-primary btn-sm" onClick={() => void copy()}>
          {t('pairs.copy')}
        </button>
        <Link class="btn btn-outline-primary btn-sm" href={to('library', merge.id)}>
          {t('pairs.open_kept')}
        </Link>
      </div>
    </>
  )
}
