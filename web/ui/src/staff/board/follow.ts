// The board as it changes: the desk's connection says that something did, and the board is
// read again, at most once a second. Without that connection it is read every few seconds.
import { useSignalEffect } from '@preact/signals'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { Board } from '../../api/board-types'
import type { Failure } from '../../api/client'
import { failureOf } from '../app/session'
import { workplace } from '../app/workplace'
import type { BoardApi } from './api'

const leastMs = 1_000
const pollMs = 5_000

export interface Followed {
  board: Board | undefined
  failure: Failure | undefined
  reload: () => void
}

export function useBoard(api: Pick<BoardApi, 'board'>): Followed {
  const [board, setBoard] = useState<Board | undefined>()
  const [failure, setFailure] = useState<Failure | undefined>()
  const due = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const read = useRef({ at: 0, busy: false, again: false })

  const look = useCallback(async () => {
    const state = read.current
    due.current = undefined
    if (document.visibilityState === 'hidden') return
    if (state.busy) {
      state.again = true
      return
    }
    state.busy = true
    state.at = Date.now()
    try {
      setBoard(await api.board())
      setFailure(undefined)
    } catch (error) {
      setFailure(failureOf(error))
    }
    state.busy = false
    if (state.again) {
      state.again = false
      soon()
    }
  }, [api])

  const soon = useCallback(() => {
    due.current ??= setTimeout(() => void look(), Math.max(0, leastMs - (Date.now() - read.current.at)))
  }, [look])

  useSignalEffect(() => {
    void workplace.value?.desk.queues.value // a frame has come
    soon()
  })
  useEffect(() => {
    const poll = setInterval(soon, pollMs)
    document.addEventListener('visibilitychange', soon)
    return () => {
      clearInterval(poll)
      clearTimeout(due.current)
      document.removeEventListener('visibilitychange', soon)
    }
  }, [soon])

  // What one has done oneself may be younger than the server's reading.
  const reload = useCallback(() => {
    soon()
    setTimeout(soon, leastMs + 100)
  }, [soon])
  return { board, failure, reload }
}
