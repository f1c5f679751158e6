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

// What the merge would do to the questions of the last months, for who asks before doing it.
export function MergeImpact({ texts }: { texts: MergeText[] }) {
  const api = useMemo(() => libraryApi(session.client), [])
  const [seen, setSeen] = useState<Seen[]>([])
  const { busy, failure, run } = useAct()
  const look = () =>
    run(async () => {
      const found: Seen[] = []
      for (const text of texts)
        found.push({
          text,
          impact: await api.impact(text.id, text.source, gone(text)),
        })
      setSeen(found)
    })
  return (
    <div class="pair-impact">
      <button type="button" class="btn btn-outline-primary btn-sm" aria-disabled={busy} onClick={look}>
        {t('pairs.impact')}
      </button>
      {busy && <Loading />}
      {failure && <Failed failure={failure} />}
      {!busy &&
        seen.map(({ text, impact }) => (
          <ImpactView key={text.id} impact={impact} label={t('pairs.impact_of', { lang: t(`lang.${text.lang}`) })} />
        ))}
    </div>
  )
}
