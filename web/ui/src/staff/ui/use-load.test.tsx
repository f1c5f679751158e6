// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { useAgain, useLoad } from './use-load'

afterEach(cleanup)

const ms = 5

// A task that goes on at 1.
function Task({ read }: { read: () => Promise<number> }) {
  const load = useLoad('task', read)
  useAgain(load, ms, load.value === 1)
  return <p>{load.failure ? 'failed' : `at ${load.value}`}</p>
}

test('a slow answer is waited for, a failure is tried again, and what is over is not asked for', async () => {
  let answer = (_: number | Error) => {}
  const read = vi.fn(
    () =>
      new Promise<number>((resolve, reject) => {
        answer = what => (what instanceof Error ? reject(what) : resolve(what))
      }),
  )
  const asked = (times: number) => waitFor(() => expect(read).toHaveBeenCalledTimes(times))
  const longer = () => new Promise(resolve => setTimeout(resolve, 10 * ms))
  render(<Task read={read} />)
  await asked(1)
  answer(1)
  await screen.findByText('at 1')
  await asked(2)
  await longer()
  expect(read).toHaveBeenCalledTimes(2)
  answer(new Error('offline'))
  await asked(3)
  await longer()
  expect(read).toHaveBeenCalledTimes(3)
  answer(3)
  await screen.findByText('at 3')
  await longer()
  expect(read).toHaveBeenCalledTimes(3)
})
