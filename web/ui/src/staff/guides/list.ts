import { fold } from '../library/filter'
import type { GuideSummary } from './api'

const bare = (text: string) =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

// The guide of which a file of that name is probably a new version: its id or its title,
// perhaps with a number or a year behind.
export function likelyGuide(name: string, guides: readonly GuideSummary[]): GuideSummary | undefined {
  const file = bare(name.replace(/\.pdf$/i, '')).replace(/( (v|ver|rev|def|nuova|new|final)?\d*)+$/, '')
  if (file.length < 5) return undefined
  const live = guides.filter(guide => guide.revision > 0)
  return live.find(({ id, title }) => [bare(id), bare(title)].includes(file))
}

// The guides whose title, id or owner has every word.
export function found(guides: readonly GuideSummary[], words: string): GuideSummary[] {
  const wanted = bare(words).split(' ').filter(Boolean)
  return guides.filter(({ title, id, owner }) => {
    const text = bare(`${title} ${id} ${owner}`)
    return wanted.every(word => text.includes(word))
  })
}
