import { useEffect, useState } from 'preact/hooks'
import type { EntryDetail, Impact, Problem } from '../../api/studio-types'
import { dayOf, daysAfter } from '../../i18n/day'
import { moment, t } from '../i18n'
import { useAct } from '../ui/use-act'
import type { EntryEditor } from './editor'
import type { Steps } from './steps'

export type Publishing = ReturnType<typeof usePublishing>

// What is being decided before an entry is published, and what is known of it.
export function usePublishing(steps: Steps, editor: EntryEditor, onDone: (said: string) => void) {
  const [impact, setImpact] = useState<Impact>()
  const [later, setLater] = useState(false)
  const [at, setAt] = useState(tomorrow)
  const look = useAct()
  const act = useAct()
  const { twin, both, setBoth, twinImpact, replayTwin, busy: twinBusy, failure: twinFailure } = useTwin(steps)
  const replay = () =>
    look.run(async () => {
      setImpact(await steps.impact())
      if (both) replayTwin()
    })
  useEffect(replay, [])
  const also = both ? twin : undefined
  const problems = problemsOf(editor.problems.value, also)
  const when = new Date(at)
  const wrongTime = later && !(when.getTime() > Date.now())
  const publish = () =>
    act.run(async () => {
      if (later) await steps.schedule(when.toISOString(), also)
      else await steps.publish(also)
      if (later) onDone(t(also ? 'publish.scheduled_both' : 'publish.scheduled', { when: moment(when) }))
      else onDone(t(also ? 'publish.done_both' : 'publish.done'))
    })
  const looking = look.busy || twinBusy
  return {
    ...{ impact, later, setLater, at, setAt, wrongTime, problems, looking, replay, publish },
    ...{ twin, both, setBoth, twinImpact, failure: act.failure, lookFailure: look.failure ?? twinFailure },
    ready: !looking && problems.length === 0 && !wrongTime && !act.busy,
  }
}

// The translation that may go along, and what that would change.
function useTwin(steps: Steps) {
  const [twin, setTwin] = useState<EntryDetail>()
  const [both, choose] = useState(false)
  const [twinImpact, setTwinImpact] = useState<Impact>()
  const { busy, failure, run } = useAct()
  useEffect(() => run(async () => setTwin(await steps.twin())), [])
  const replayTwin = () =>
    run(async () => {
      if (twin?.problems.every(fromTwin)) setTwinImpact(await steps.twinImpact(twin))
    })
  const setBoth = (wanted: boolean) => {
    choose(wanted)
    if (wanted && !twinImpact) replayTwin()
  }
  return { twin, both, setBoth, twinImpact, replayTwin, busy, failure }
}

// That there is no translation yet is none when it comes out at the same moment.
const fromTwin = (problem: Problem): boolean => problem.code === 'twin_gone'

function problemsOf(own: Problem[], twin: EntryDetail | undefined): string[] {
  if (!twin) return own.map(problem => problem.message)
  const of = [...own, ...twin.problems.map(problem => ({ ...problem, message: `${twin.id}: ${problem.message}` }))]
  return of.filter(problem => !fromTwin(problem)).map(problem => problem.message)
}

// Eight o'clock of the next day, by this computer's clock, as a field takes it.
const tomorrow = (): string => `${dayOf(daysAfter(new Date(), 1))}T08:00`
