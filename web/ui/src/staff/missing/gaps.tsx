import { useRef, useState } from 'preact/hooks'
import type { EntrySummary } from '../../api/studio-types'
import { go, to } from '../app/router'
import { useShortcuts } from '../app/shortcuts'
import { date, number, t } from '../i18n'
import { Failed } from '../ui/notice'
import { say, toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { type Undo, UndoBar } from '../ui/undo'
import { useAct } from '../ui/use-act'
import { useLoad } from '../ui/use-load'
import type { Decided, Gap, Gaps, MissingApi } from './api'
import { GapCard } from './gap'
import type { Look } from './look'
import { ReasonDialog } from './reason-dialog'
import { WordingDialog } from './wording-dialog'

interface Props {
  look: Look
  api: MissingApi
  topics: Map<string, string> | undefined
  entries: EntrySummary[]
}

type Asking = { what: 'wording' | 'dismiss'; gap: Gap } | undefined

export function GapList({ look, api, topics, entries }: Props) {
  const load = useLoad('gaps', () => api.gaps(look, 0))
  const [asking, setAsking] = useState<Asking>()
  const [undo, setUndo] = useState<Undo>()
  const list = useRef<HTMLOListElement>(null)
  const acts = {
    draft: async (gap: Gap, chat: string) => {
      const { entry } = await api.draft(gap.key, chat)
      toast(t('missing.drafted'), 'ok')
      go(to('library', entry))
    },
    word: (gap: Gap) => setAsking({ what: 'wording', gap }),
    dismiss: (gap: Gap) => setAsking({ what: 'dismiss', gap }),
    restore: async (gap: Gap) => {
      if (!gap.decision) return
      await api.undo(gap.decision.id)
      drop(gap)
      toast(t('missing.restored'), 'ok')
    },
  }
  const drop = (gap: Gap) => {
    if (load.value) load.set(without(load.value, gap))
    focusCard(list.current, 0)
  }
  const decided = (gap: Gap, text: string, { decision, entry }: Decided) => {
    drop(gap)
    say(text)
    setUndo({
      text,
      back: async () => {
        await api.undo(decision)
        load.reload()
        if (entry) toast(t('missing.unworded'))
      },
    })
  }
  useGapKeys(list, load.value?.gaps ?? [], acts)
  const next = useAct()
  const more = () =>
    next.run(async () => {
      const value = load.value
      if (!value) return
      const further = await api.gaps(look, value.gaps.length)
      load.set({ ...further, gaps: [...value.gaps, ...further.gaps] })
      requestAnimationFrame(() => focusCard(list.current, value.gaps.length))
    })
  return (
    <>
      {undo && <UndoBar undo={undo} onClose={() => setUndo(undefined)} />}
      <Loaded value={load.value} failure={load.failure} onRetry={load.reload}>
        {found => (
          <>
            {found.total > 0 && <Summary found={found} settled={look.show === 'settled'} />}
            {found.gaps.length === 0 ? (
              <Teaching look={look} />
            ) : (
              <ol class="gaps" ref={list}>
                {found.gaps.map(gap => (
                  <li key={gap.key}>
                    <GapCard gap={gap} topics={topics} api={api} acts={acts} />
                  </li>
                ))}
              </ol>
            )}
            {next.failure && <Failed failure={next.failure} />}
            {found.total > found.gaps.length && (
              <button type="button" class="btn btn-outline-primary btn-sm" aria-disabled={next.busy} onClick={more}>
                {t('missing.more', { n: found.total - found.gaps.length })}
              </button>
            )}
          </>
        )}
      </Loaded>
      {asking?.what === 'wording' && (
        <WordingDialog
          gap={asking.gap}
          api={api}
          entries={entries}
          onDone={done => decided(asking.gap, t('missing.worded'), done)}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking?.what === 'dismiss' && (
        <ReasonDialog
          title={t('missing.dismiss_title')}
          about={t('missing.dismiss_about', { n: Math.max(3, Math.ceil(asking.gap.students / 2)) })}
          label={t('missing.why')}
          act={t('missing.dismiss')}
          onSend={async reason =>
            decided(asking.gap, t('missing.dismissed'), await api.dismiss(asking.gap.key, reason))
          }
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  )
}

const without = (found: Gaps, gap: Gap): Gaps => ({
  ...found,
  total: found.total - 1,
  students: found.students - gap.students,
  minutes: found.minutes - gap.minutes,
  gaps: found.gaps.filter(one => one !== gap),
})

function Summary({ found, settled }: { found: Gaps; settled: boolean }) {
  return (
    <p class="muted" role="status">
      {settled
        ? t('missing.found_settled', { n: found.total })
        : t('missing.found', { n: found.total, students: number(found.students), minutes: number(found.minutes) })}{' '}
      {!found.all && found.since && t('missing.not_all', { date: date(found.since) })}
    </p>
  )
}

function Teaching({ look }: { look: Look }) {
  if (look.show === 'settled') {
    return (
      <Empty icon="check" title={t('missing.none_settled')} help="missing">
        <p>{t('missing.none_settled_do')}</p>
      </Empty>
    )
  }
  const filtered = look.topic || look.lang || look.reason
  return (
    <Empty
      icon={filtered ? 'search' : 'check'}
      title={t(filtered ? 'missing.none_here' : 'missing.none')}
      help="missing"
    >
      <p>{t(filtered ? 'missing.none_here_do' : 'missing.none_do')}</p>
    </Empty>
  )
}

// The focus goes from card to card, and a key acts on the one that has it.
function useGapKeys(
  list: { current: HTMLOListElement | null },
  gaps: Gap[],
  acts: { draft: (gap: Gap, chat: string) => Promise<void>; word: (gap: Gap) => void; dismiss: (gap: Gap) => void },
): void {
  const at = () => [...(list.current?.children ?? [])].findIndex(card => card.contains(document.activeElement))
  const step = (by: number) => focusCard(list.current, Math.max(0, Math.min(gaps.length - 1, at() + by)))
  const act = (what: (gap: Gap) => void) => {
    const gap = gaps[at()]
    if (gap && !(gap.decision && !gap.decision.returned)) what(gap)
  }
  useShortcuts({
    'Alt+ArrowDown': () => step(1),
    'Alt+ArrowUp': () => step(-1),
    'Alt+KeyB': () => act(gap => press(list.current, gaps.indexOf(gap), '[data-draft]')),
    'Alt+KeyA': () => act(acts.word),
    'Alt+KeyX': () => act(acts.dismiss),
  })
}

const press = (list: HTMLOListElement | null, at: number, what: string) =>
  list?.children[at]?.querySelector<HTMLElement>(what)?.click()

function focusCard(list: HTMLOListElement | null, at: number): void {
  requestAnimationFrame(() => {
    const target = list?.children[at]?.querySelector<HTMLElement>('h2') ?? document.querySelector<HTMLElement>('h1')
    target?.focus()
    target?.scrollIntoView({ block: 'nearest' })
  })
}
