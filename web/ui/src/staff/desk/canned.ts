// The canned replies as the composer offers them: which are asked for by what is typed
// after a "/", and the list of one chat.
import { signal } from '@preact/signals'
import type { FilledCanned } from '../../api/staff-types'
import { fold } from '../library/filter'
import type { DeskApi } from './api'

const shown = 6 // without scrolling, on a phone too

export interface Asked {
  from: number // of the slash
  to: number
  text: string // after it
}

// What is asked for at the caret: a slash at the beginning of a word, and what follows.
export function askedAt(text: string, caret: number): Asked | undefined {
  const found = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret))
  if (!found) return undefined
  const word = found[1] ?? ''
  return { from: caret - word.length - 1, to: caret, text: word }
}

// The replies for it: whose name begins so, whose name has it, whose words have it. The
// order among equals is the server's: the chat's language first.
export function pick(replies: readonly FilledCanned[], text: string): FilledCanned[] {
  const wanted = fold(text)
  const rank = ({ name, text: words }: FilledCanned) => {
    const at = fold(name).indexOf(wanted)
    if (at === 0) return 0
    return at > 0 ? 1 : fold(words).includes(wanted) ? 2 : 3
  }
  return replies
    .map(reply => ({ reply, rank: rank(reply) }))
    .filter(one => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, shown)
    .map(one => one.reply)
}

// Puts a reply in the place of what asked for it, and says where one goes on.
export function insert(text: string, { from, to }: Asked, reply: FilledCanned): { text: string; at: number } {
  return { text: text.slice(0, from) + reply.text + text.slice(to), at: from + reply.text.length }
}

// The text with a slash at the caret that asks for all of them.
export function askIn(text: string, caret: number): { text: string; at: number } {
  const slash = caret === 0 || /\s/.test(text[caret - 1] ?? '') ? '/' : ' /'
  return { text: text.slice(0, caret) + slash + text.slice(caret), at: caret + slash.length }
}

// The list of one chat, read again each time it is opened: what an editor saved a moment
// ago is there.
export class CannedList {
  readonly replies = signal<readonly FilledCanned[] | undefined>(undefined)
  readonly failed = signal(false)
  readonly #api: Pick<DeskApi, 'canned'>
  readonly #chat: string

  constructor(api: Pick<DeskApi, 'canned'>, chat: string) {
    this.#api = api
    this.#chat = chat
  }

  async read(): Promise<void> {
    this.failed.value = false
    try {
      this.replies.value = await this.#api.canned(this.#chat)
    } catch {
      this.failed.value = true // what was read before still serves
    }
  }
}
