import { useMemo, useState } from 'preact/hooks'
import type { Impact } from '../../api/studio-types'
import { session } from '../app/session'
import { t } from '../i18n'
import { libraryApi } from '../library/api'
import { ImpactView } from '../library/impact'
import { Failed } from '../ui/notice'
import { Loading } from '../ui/states'
import { useAct } from '../ui/use-act'
import { gone, type MergeText } from './api'

interface Seen {
  text: MergeText
  impact: Impact
}

export type MergeReplay = ReturnType<typeof useMergeReplay>

// What the merge would do to the questions of the last months, as the texts are now.
export function useMergeReplay(texts: MergeText[]) {
  const api = useMemo(() => libraryApi(session.client), [])
  const [replayed, setReplayed] = useState<{ of: string; seen: Seen[] }>()
  const of = texts.map(text => text.source).join('\n')
  const seen = replayed?.of === of ? replayed.seen : undefined
  // How many questions change their answer.
  const replay = async (): Promise<number> => {
    const found: Seen[] = []
    for (const text of texts) found.push({ text, impact: await api.impact(text.id, text.source, gone(text)) })
    setReplayed({ of, seen: found })
    return changesOf(found)
  }
  return { seen, changes: seen && changesOf(seen), replay }
}

const changesOf = (seen: Seen[]): number => seen.reduce((sum, { impact }) => sum + impact.changes, 0)

// The replay, for who asks before publishing; who publishes sees it in any case.
export function MergeImpact({ replay: { seen, replay } }: { replay: MergeReplay }) {
  const { busy, failure, run } = useAct()
  return (
    <div class="pair-impact">
      <button
        type="button"
        class="btn btn-outline-primary btn-sm"
        aria-disabled={busy}
        onClick={() => run(async () => void (await replay()))}
      >
        {t('pairs.impact')}
      </button>
      {busy && <Loading />}
      {failure && <Failed failure={failure} />}
      {!busy &&
        seen?.map(({ text, impact }) => (
          <ImpactView key={text.id} impact={impact} label={t('pairs.impact_of', { lang: t(`lang.${text.lang}`) })} />
        ))}
    </div>
  )
}
