// Which conversation this browser is in. In a tab's storage while there are questions only
// (a shared computer forgets it with the tab), in the site's storage from the moment it is
// handed to a person, who may answer days later.
import type { Store } from '../api/outbox'

export interface Saved {
  id: string
  token: string
}

const key = 'sportello.conversation'
const lastsMs = 30 * 24 * 3600 * 1000

export function load(): Saved | undefined {
  return read(session()) ?? read(lasting())
}

export function save({ id, token }: Saved, handedOver: boolean): void {
  const value = JSON.stringify({ id, token, at: Date.now() })
  attempt(() => session()?.setItem(key, value))
  attempt(() => (handedOver ? lasting()?.setItem(key, value) : lasting()?.removeItem(key)))
}

export function forget(): void {
  attempt(() => session()?.removeItem(key))
  attempt(() => lasting()?.removeItem(key))
}

// Sets or takes away a note for the loader.
export function mark(where: 'tab' | 'site', name: string, on: boolean): void {
  const store = where === 'tab' ? session() : lasting()
  attempt(() => (on ? store?.setItem(name, '1') : store?.removeItem(name)))
}

// For the outbox, which copes with a store that refuses.
export const outboxStore: Store = {
  getItem: name => lasting()?.getItem(name) ?? null,
  setItem: (name, value) => lasting()?.setItem(name, value),
  removeItem: name => lasting()?.removeItem(name),
}

// "#ID.TOKEN", the private link's.
export function fromHash(hash: string): Saved | undefined {
  const [, id, token] = /^#([\w-]+)\.(.+)$/.exec(hash) ?? []
  return id && token ? { id, token } : undefined
}

export function privateLink(server: string, { id, token }: Saved): string {
  return `${server}conversation#${id}.${token}`
}

function read(store: Storage | undefined): Saved | undefined {
  try {
    const { id, token, at } = JSON.parse(store?.getItem(key) ?? '{}') as Partial<Saved & { at: number }>
    return id && token && at && Date.now() - at < lastsMs ? { id, token } : undefined
  } catch {
    return undefined
  }
}

function session(): Storage | undefined {
  return attempt(() => sessionStorage)
}

function lasting(): Storage | undefined {
  return attempt(() => localStorage)
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what()
  } catch {
    return undefined
  }
}
