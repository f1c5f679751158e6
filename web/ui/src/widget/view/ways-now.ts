import { useEffect, useState } from 'preact/hooks'
import type { Ways } from '../../api/types'
import { useModel } from './context'

const freshMs = 15_000 // ways not older than this are taken as they are
const longestMs = 6 * 3_600_000 // a timer of the browser must not be longer than 24 days

// What was last heard of ways once shown: it outlives a panel that is closed and opened.
const heard = new WeakMap<Ways, { ways: Ways; at: number }>()

// The ways to a person as they are now. There is no connection before one joins, so they are
// asked for again when somebody looks at them anew, and at the moment the chat opens or closes.
export function useWaysNow(shown: Ways, live: boolean): Ways {
  const { store, questions } = useModel()
  if (!heard.has(shown)) heard.set(shown, { ways: shown, at: Date.now() })
  const [, setHeard] = useState(0) // counts what was heard: each brings the view up to date
  const ways = heard.get(shown)?.ways ?? shown
  const open = store.open.value
  useEffect(() => {
    if (!live) return
    const ask = async () => {
      const id = store.conversation.peek()?.id
      if (!id || !store.open.peek() || document.visibilityState === 'hidden') return
      heard.set(shown, { ways, at: Date.now() }) // one question at a time
      const now = await questions.api.ways(id, shown.queue).catch(() => undefined) // the server decides at joining anyway
      if (!now) return
      const next = { ...now, reason: shown.reason }
      heard.set(shown, { ways: next, at: Date.now() })
      setHeard(n => n + 1)
    }
    const look = () => {
      if (Date.now() - (heard.get(shown)?.at ?? 0) > freshMs) void ask()
    }
    const next = ways.opens_at ?? ways.closes_at
    const wait = next ? Math.max(1_000, Math.min(Date.parse(next) - Date.now() + 500, longestMs)) : longestMs
    const timer = setTimeout(() => void ask(), wait)
    document.addEventListener('visibilitychange', look)
    look()
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [live, open, ways, shown, store, questions])
  return live ? ways : shown
}
