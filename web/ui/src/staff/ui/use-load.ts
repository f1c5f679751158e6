import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Failure } from '../../api/client'
import { failureOf } from '../app/session'

export interface Load<T> {
  value: T | undefined
  failure: Failure | undefined
  reload: () => void
  set: (value: T) => void
}

// Reads when `key` changes (it stands for what `read` reads); an answer that comes after the next question is dropped.
export function useLoad<T>(key: string, read: () => Promise<T>): Load<T> {
  const [value, set] = useState<T | undefined>()
  const [failure, setFailure] = useState<Failure | undefined>()
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let wanted = true
    setFailure(undefined)
    read().then(
      result => wanted && set(() => result),
      error => wanted && setFailure(failureOf(error)),
    )
    return () => {
      wanted = false
    }
  }, [key, turn])
  const reload = useCallback(() => setTurn(n => n + 1), [])
  return { value, failure, reload, set: useCallback((next: T) => set(() => next), []) }
}
