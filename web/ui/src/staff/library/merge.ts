import type { MergeChunk } from '../../api/studio-types'

export type Choice = 'mine' | 'theirs' | 'both'

// The text of a merge whose conflicts were chosen, by the number of the chunk.
export function mergedText(chunks: MergeChunk[], chosen: Record<number, Choice>): string {
  const lines = chunks.flatMap((chunk, n) => {
    if (chunk.from !== 'conflict') return chunk.lines
    const { mine = [], theirs = [] } = chunk
    return { mine, theirs, both: [...mine, ...theirs] }[chosen[n] ?? 'mine']
  })
  return lines.length > 0 ? `${lines.join('\n')}\n` : ''
}
