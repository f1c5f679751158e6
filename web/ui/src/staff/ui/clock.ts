// One clock for all the ages on the page.
import { signal } from '@preact/signals'

export const now = signal(Date.now())

if (typeof window !== 'undefined') {
  setInterval(() => {
    if (document.visibilityState === 'visible') now.value = Date.now()
  }, 5_000)
  document.addEventListener('visibilitychange', () => {
    now.value = Date.now()
  })
}

export const secondsSince = (at: string) => (now.value - Date.parse(at)) / 1000
