// What of a text the other one does not have.

export interface Part {
  text: string
  own: boolean
}

const fold = (word: string) =>
  word
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()

const wordsOf = (text: string) => new Set(text.split(/\s+/).map(fold))

// The text in parts, those of words that the other lacks being its own. Between two
// languages every word would be: there only figures are compared.
export function marks(text: string, other: string, sameLanguage: boolean): Part[] {
  const there = wordsOf(other)
  const parts: Part[] = []
  for (const piece of text.split(/(\s+)/)) {
    if (piece === '') continue
    const word = fold(piece)
    const space = /^\s+$/.test(piece)
    const last = parts.at(-1)
    const own = space
      ? (last?.own ?? false) && !piece.includes('\n')
      : word !== '' && !there.has(word) && (sameLanguage || /\d/.test(word))
    if (last && last.own === own) last.text += piece
    else parts.push({ text: piece, own })
  }
  return parts.flatMap(tidy)
}

// A mark ends with its last word, not with the space after it.
function tidy(part: Part): Part[] {
  if (!part.own) return [part]
  const text = part.text.trimEnd()
  const rest = part.text.slice(text.length)
  return rest
    ? [
        { text, own: true },
        { text: rest, own: false },
      ]
    : [part]
}

// A sentence with the fact in it apart.
export function around(sentence: string, fact: string): [string, string, string] {
  const at = fact ? sentence.indexOf(fact) : -1
  return at < 0 ? [sentence, '', ''] : [sentence.slice(0, at), fact, sentence.slice(at + fact.length)]
}
