import { useEffect, useState } from 'preact/hooks'

const query = '(max-width: 767px)'

export const isNarrow = () => typeof matchMedia === 'function' && matchMedia(query).matches

// True on a phone, where one column is shown at a time.
export function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(isNarrow)
  useEffect(() => {
    const media = matchMedia(query)
    const change = () => setNarrow(media.matches)
    media.addEventListener('change', change)
    return () => media.removeEventListener('change', change)
  }, [])
  return narrow
}
