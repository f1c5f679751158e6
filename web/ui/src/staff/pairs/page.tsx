import { useMemo, useRef, useState } from 'preact/hooks'
import { Link } from '../app/link'
import { to } from '../app/router'
import { failureOf, session } from '../app/session'
import { t } from '../i18n'
import { toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { type Undo, UndoBar } from '../ui/undo'
import { useLoad } from '../ui/use-load'
import { kinds, type Pair, type PairKind, pairsApi } from './api'
import { MergeDialog } from './merge'
import { PairCard } from './pair'

export function PairsPage({ kind, dismissed }: { kind: PairKind; dismissed: boolean }) {
  const api = useMemo(() => pairsApi(session.client), [])
  const load = useLoad(`${kind} ${dismissed}`, async () => ({ kind, dismissed, ...(await api.list(kind, dismissed)) }))
  // What was read for another list is not this one's.
  const value = load.value?.kind === kind && load.value.dismissed === dismissed ? load.value : undefined
  const [merging, setMerging] = useState<Pair>()
  const [undo, setUndo] = useState<Undo>()
  const title = useRef<HTMLHeadingElement>(null)

  const drop = (pair: Pair) => {
    if (value) load.set({ ...value, total: value.total - 1, pairs: value.pairs.filter(one => one !== pair) })
    title.current?.focus() // the button that had it is gone
  }
  const restore = async (pair: Pair) => {
    try {
      await api.restore(pair)
      toast(t('pairs.restored'), 'ok')
      load.reload()
    } catch (error) {
      toast(failureOf(error).message, 'warn')
    }
  }
  const dismiss = async (pair: Pair, reason: string) => {
    await api.dismiss(pair, reason)
    drop(pair)
    toast(t('pairs.dismissed'), 'ok')
  }
  const merged = (done: Undo) => {
    setMerging(undefined)
    setUndo({ ...done, back: () => done.back().then(load.reload) })
    load.reload()
    title.current?.focus()
  }
  return (
    <div class="page pairs-page">
      <header class="page-head">
        <h1 ref={title} tabIndex={-1}>
          {t('nav.pairs')}
        </h1>
        <p class="muted">{t('pairs.lead')}</p>
      </header>
      {undo && <UndoBar undo={undo} onClose={() => setUndo(undefined)} />}
      <Filters kind={kind} dismissed={dismissed} />
      <p class="muted">{t(`pairs.about_${kind}`)}</p>
      <Loaded value={value} failure={load.failure} onRetry={load.reload}>
        {({ total, pairs }) => (
          <>
            <p class="muted" role="status">
              {t(dismissed ? 'pairs.found_dismissed' : 'pairs.found', { n: total })}
            </p>
            {pairs.length === 0 ? (
              <Teaching kind={kind} dismissed={dismissed} />
            ) : (
              <ol class="pairs">
                {pairs.map(pair => (
                  <li key={`${pair.a.id} ${pair.b.id}`}>
                    <PairCard pair={pair} onMerge={() => setMerging(pair)} onDismiss={dismiss} onRestore={restore} />
                  </li>
                ))}
              </ol>
            )}
            {total > pairs.length && <p class="muted">{t('pairs.more', { n: total - pairs.length })}</p>}
          </>
        )}
      </Loaded>
      {merging && <MergeDialog pair={merging} api={api} onClose={() => setMerging(undefined)} onDone={merged} />}
    </div>
  )
}

const address = (kind: PairKind, dismissed: boolean) => `${to('pairs')}?kind=${kind}${dismissed ? '&dismissed=1' : ''}`

function Filters({ kind, dismissed }: { kind: PairKind; dismissed: boolean }) {
  return (
    <div class="pairs-filters">
      <nav class="segments" aria-label={t('pairs.kinds')}>
        {kinds.map(one => (
          <Link key={one} href={address(one, dismissed)} {...(one === kind && { 'aria-current': 'true' })}>
            {t(`pairs.kind_${one}`)}
          </Link>
        ))}
      </nav>
      <Link class="pairs-other" href={address(kind, !dismissed)}>
        {t(dismissed ? 'pairs.show_open' : 'pairs.show_dismissed')}
      </Link>
    </div>
  )
}

function Teaching({ kind, dismissed }: { kind: PairKind; dismissed: boolean }) {
  if (dismissed)
    return (
      <Empty icon="check" title={t('pairs.none_dismissed')}>
        <p>{t('pairs.none_dismissed_do')}</p>
      </Empty>
    )
  return (
    <Empty icon="check" title={t(`pairs.none_${kind}`)} help="pairs">
      <p>{t(`pairs.none_${kind}_do`)}</p>
    </Empty>
  )
}
