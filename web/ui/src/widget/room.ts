// What a student has while the line is full: a place in the waiting room, about which it
// is asked as often as the server says, or an appointment. Both are the conversation's, so
// any device with its link shows them.
import type { StudentApi } from '../api/student'
import type { Appointment, Callback } from '../api/types'
import { clockOf } from '../i18n/waits'
import { chatNote } from './host'
import { mark } from './session'
import type { Store } from './store'

export class Room {
  #next: ReturnType<typeof setTimeout> | undefined
  #round = 0 // what was asked before the last change says nothing any more

  constructor(
    readonly store: Store,
    readonly api: StudentApi,
  ) {}

  async ask(id: string, queue: string): Promise<void> {
    await this.#try(async () => this.follow(id, await this.api.askCallback(id, queue)))
  }

  // Shows how it stands, and asks again in time while that may change.
  follow(id: string, callback: Callback): void {
    const { store } = this
    const before = store.callback.value
    this.stop()
    const open = callback.state === 'waiting' || callback.state === 'offered'
    store.callback.value = open || callback.state === 'lapsed' ? callback : undefined
    if (before?.state !== callback.state) this.#tell(callback)
    if (callback.state !== 'joined') mark('site', chatNote, open) // so that other pages tell too
    if (!open) return
    const round = this.#round
    this.#next = setTimeout(() => void this.#look(id, round, callback), callback.retry_after_s * 1000)
  }

  // At once, when somebody looks at the page again.
  wake(id: string): void {
    const callback = this.store.callback.value
    if (!callback || callback.state === 'lapsed') return
    this.stop()
    void this.#look(id, this.#round, callback)
  }

  async cancel(id: string): Promise<void> {
    await this.#try(async () => {
      await this.api.cancelCallback(id)
      this.clear()
      this.store.announce(this.store.t('room.cancelled'))
    })
  }

  clear(): void {
    if (this.store.callback.value && !this.store.talking.value) mark('site', chatNote, false)
    this.stop()
    this.store.callback.value = undefined
  }

  stop(): void {
    this.#round++
    clearTimeout(this.#next)
  }

  async offer(id: string, queue: string, turn: number): Promise<void> {
    await this.#try(async () => {
      this.store.booking.value = { ...(await this.api.freeAppointments(id, queue)), turn }
    })
  }

  // When somebody was faster the times are read again.
  async book(id: string, starts_at: string, name: string): Promise<void> {
    const { store } = this
    const form = store.booking.value
    if (!form) return
    const { queue, turn } = form
    try {
      const request = { queue, starts_at, ...(name ? { name } : {}), ...(turn ? { turn } : {}) }
      this.booked(await this.api.book(id, request))
    } catch (error) {
      store.fail(error)
      store.booking.value = { ...(await this.api.freeAppointments(id, queue).catch(() => form)), turn }
    }
  }

  booked(appointment: Appointment): void {
    const { store } = this
    store.appointment.value = appointment
    store.booking.value = undefined
    store.problem.value = undefined
  }

  // Of one that the office has withdrawn this only says that the student knows.
  async giveBack(id: string): Promise<void> {
    await this.#try(async () => {
      const known = this.store.appointment.value?.withdrawn
      await this.api.cancelAppointment(id)
      this.store.appointment.value = undefined
      if (!known) this.store.announce(this.store.t('book.given_back'))
    })
  }

  // The office may have withdrawn it meanwhile, or the student given it back elsewhere.
  async recheck(id: string): Promise<void> {
    const { store } = this
    const before = store.appointment.value
    if (!before || document.visibilityState === 'hidden') return
    const state = await this.api.state(id).catch(() => undefined) // the next time, then
    if (!state || store.appointment.value !== before) return
    store.appointment.value = state.appointment
    if (state.appointment?.withdrawn && !before.withdrawn) store.announce(store.t('book.withdrawn_short'))
  }

  async #look(id: string, round: number, last: Callback): Promise<void> {
    const now = await this.api.callback(id).catch(() => last) // the next time, then
    if (round === this.#round) this.follow(id, now)
  }

  #tell({ state, queue_name: queue, held_until }: Callback): void {
    const { store } = this
    const { t } = store
    if (state === 'waiting') store.announce(t('room.waiting', { queue }))
    if (state === 'lapsed') store.announce(t('room.lapsed'))
    if (state !== 'offered') return
    const until = held_until ? t('room.until', { time: clockOf(held_until, undefined, store.lang.value) }) : ''
    store.announce(`${t('room.offered', { queue })}. ${until}`)
    if (!store.open.value || document.visibilityState === 'hidden') store.unread.value++
  }

  async #try(action: () => Promise<void>): Promise<void> {
    const { store } = this
    try {
      await action()
      store.problem.value = undefined
    } catch (error) {
      store.fail(error, () => void this.#try(action))
    }
  }
}
