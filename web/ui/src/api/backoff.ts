// Waits between tries: they double up to a cap, and are spread so that clients cut off
// together (a deployment, a lost access point) do not come back together.
export interface Backoff {
  base: number
  cap: number
}

export function delayOf(attempt: number, { base, cap }: Backoff): number {
  const top = Math.min(cap, base * 2 ** Math.min(attempt, 16))
  return top / 2 + (Math.random() * top) / 2
}

export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal?.aborted) return resolve()
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    signal?.addEventListener('abort', done)
  })
}
