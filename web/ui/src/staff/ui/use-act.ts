import { useState } from 'preact/hooks'
import type { Failure } from '../../api/client'
import { failureOf } from '../app/session'

// One thing done at a time, with its failure kept to be shown.
export function useAct(): { busy: boolean; failure: Failure | undefined; run: (act: () => Promise<void>) => void } {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | undefined>()
  const run = (act: () => Promise<void>) => {
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    act()
      .catch(error => setFailure(failureOf(error)))
      .finally(() => setBusy(false))
  }
  return { busy, failure, run }
}
