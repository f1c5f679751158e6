import { useCallback, useEffect, useState } from 'preact/hooks'
import type { Failure } from '../../api/client'
import { failureOf } from '../app/session'

export interface Load<T> {
  value: T | undefined
  failure: Failure | undefined
  answers: number // so many times it was read, or failed
  reload: () => void
  set: (value: T) => void
}

// Reads when `key` changes (it stands for what `read` reads); an answer that comes after the next question is dropped.
export function useLoad<T>(key: string, read: () => Promise<T>): Load<T> {
  const [value, set] = useState<T | undefined>()
  const [failure, setFailure] = useState<Failure | undefined>()
  const [turn, setTurn] = useState(0)
  const [answers, setAnswers] = useState(0)
  useEffect(() => {
    let wanted = true
    setFailure(undefined)
    const answered = (take: () => void) => {
      if (!wanted) return
      take()
      setAnswers(n => n + 1)
    }
    read().then(
      result => answered(() => set(() => result)),
      error => answered(() => setFailure(failureOf(error))),
    )
    return () => {
      wanted = false
    }
  }, [key, turn])
  const reload = useCallback(() => setTurn(n => n + 1), [])
  return { value, failure, answers, reload, set: useCallback((next: T) => set(() => next), []) }
}

// Reads again while it is wanted, so long after each answer: one that takes longer is waited for, not dropped.
export function useAgain(
  { answers, reload }: Pick<Load<unknown>, 'answers' | 'reload'>,
  ms: number,
  wanted: boolean,
): void {
  useEffect(() => {
    if (!wanted) return
    const timer = setTimeout(reload, ms)
    return () => clearTimeout(timer)
  }, [answers, wanted])
}
