// What stays in this browser: preferences for all, and what is one person's own (drafts,
// messages not yet sent), under that person's id and wiped when they sign out.
export class Storage {
  readonly #prefix: string

  constructor(owner: string) {
    this.#prefix = `sportello.staff.${owner}.`
  }

  read<T>(key: string): T | undefined {
    try {
      const text = localStorage.getItem(this.#prefix + key)
      return text === null ? undefined : (JSON.parse(text) as T)
    } catch {
      return undefined // no storage here, or not our text
    }
  }

  write(key: string, value: unknown): void {
    try {
      if (value === undefined) localStorage.removeItem(this.#prefix + key)
      else localStorage.setItem(this.#prefix + key, JSON.stringify(value))
    } catch {
      // Full or forbidden: the page works on, without memory.
    }
  }

  wipe(): void {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(this.#prefix)) localStorage.removeItem(key)
    } catch {
      // As above.
    }
  }
}

export const preferences = new Storage('all')
