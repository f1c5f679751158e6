// The notices that hold now: read while the panel is open, and again when the next one
// begins or ends. Which of them the reader folded away is remembered in the browser.
import { signal } from '@preact/signals'
import type { ShownNotice } from '../api/notices'
import type { StudentApi } from '../api/student'
import type { Host } from './host'
import { outboxStore } from './session'
import type { Store } from './store'

const key = 'sportello.notices'
const remembered = 50 // notices
const againMs = 60_000 // after a failure

interface Memory {
  folded: Record<string, boolean> // false: opened on purpose
  told: string[]
}

export class Notices {
  readonly shown = signal<readonly ShownNotice[]>([])
  readonly subscribe = signal('')
  readonly #memory = signal<Memory>(read())
  #timer: ReturnType<typeof setTimeout> | undefined
  #open = false

  constructor(
    readonly store: Store,
    readonly api: StudentApi,
    readonly host: Host,
  ) {}

  follow(open: boolean): void {
    this.#open = open
    clearTimeout(this.#timer)
    if (open) void this.load()
  }

  async load(): Promise<void> {
    clearTimeout(this.#timer)
    let next = againMs
    try {
      const answer = await this.api.notices(this.host.entryPoint, this.store.lang.value)
      this.shown.value = answer.notices
      this.subscribe.value = answer.subscribe
      next = answer.next * 1000
      this.#tell()
    } catch {
      // the box works without them; what was shown stays
    }
    clearTimeout(this.#timer)
    if (this.#open) this.#timer = setTimeout(() => void this.load(), next)
  }

  // Once the reader has asked something, the titles are enough, unless they open one.
  folded(notice: ShownNotice): boolean {
    return this.#memory.value.folded[nameOf(notice)] ?? this.store.items.value.length > 0
  }

  fold(notice: ShownNotice, folded: boolean): void {
    this.#remember({ ...this.#memory.value, folded: { ...this.#memory.value.folded, [nameOf(notice)]: folded } })
  }

  // Says each new one to a screen reader, once in this browser.
  #tell(): void {
    const { told } = this.#memory.value
    const news = this.shown.value.filter(notice => !told.includes(nameOf(notice)))
    if (!this.#open || news.length === 0) return
    this.store.announce(this.store.t('notices.new', { title: news.map(notice => notice.title).join('. ') }))
    this.#remember({ ...this.#memory.value, told: [...told, ...news.map(nameOf)].slice(-remembered) })
  }

  #remember(memory: Memory): void {
    const folded = Object.fromEntries(Object.entries(memory.folded).slice(-remembered))
    this.#memory.value = { ...memory, folded }
    try {
      outboxStore.setItem(key, JSON.stringify(this.#memory.value))
    } catch {
      // a browser that keeps nothing: it is remembered until the page is left
    }
  }
}

// A notice that was changed is a new one.
const nameOf = ({ id, revision }: ShownNotice) => `${id}.${revision}`

function read(): Memory {
  try {
    const { folded = {}, told = [] } = JSON.parse(outboxStore.getItem(key) ?? '{}') as Partial<Memory>
    return { folded, told }
  } catch {
    return { folded: {}, told: [] }
  }
}
