// Puts the state and the actions together for one element; what the views call.
import { Client, Failure } from '../api/client'
import { StudentApi } from '../api/student'
import type { Attachment, Lang } from '../api/types'
import { saveFile } from '../dom/drop'
import { dayOf } from '../i18n/day'
import { moment } from '../i18n/waits'
import { type Host, openNote } from './host'
import { Live } from './live'
import { Notices } from './notices'
import { Questions } from './questions'
import { Room } from './room'
import { forget, fromHash, load, mark, privateLink, type Saved, save } from './session'
import { change, itemsOf, seenUpTo } from './state'
import { type Door, Store } from './store'

// What a student says of themselves and of the matter, when leaving a request.
export interface Who {
  name?: string
  email?: string
  text?: string
}

export class WidgetModel {
  readonly store = new Store()
  readonly live: Live
  readonly questions: Questions
  readonly room: Room
  readonly notices: Notices
  focusBox = false
  readonly #api: StudentApi

  constructor(readonly host: Host) {
    const { store } = this
    store.lang.value = host.lang
    const client = new Client({
      base: `${host.server}api/v1`,
      token: () => store.conversation.value?.token,
      lang: () => store.lang.value,
      shed: () => store.waitForPlace(),
    })
    this.#api = new StudentApi(client)
    this.live = new Live(store, this.#api)
    this.room = new Room(store, this.#api)
    this.notices = new Notices(store, this.#api, host)
    this.questions = new Questions(store, this.#api, host)
  }

  // Picks up the conversation of the private link, or of this browser.
  start(): void {
    void this.configure()
    const linked = this.host.page ? fromHash(location.hash) : undefined
    const saved = linked ?? load()
    if (saved) void this.#restore(saved, linked !== undefined)
    document.addEventListener('visibilitychange', () => this.#looked())
    if (this.host.page) addEventListener('hashchange', () => this.#followHash())
  }

  // Takes the focus when somebody asked for it, not when a page is loaded with it open.
  setOpen(open: boolean, focus = false): void {
    this.focusBox = focus
    this.store.open.value = open
    if (!this.host.page) mark('tab', openNote, open)
    this.notices.follow(open)
    if (open) void this.live.looked()
  }

  async configure(): Promise<void> {
    const { store } = this
    try {
      store.config.value = await this.#api.config(this.host.entryPoint, store.lang.value)
      store.configFailed.value = false
    } catch {
      store.configFailed.value = true // the box works without it
    }
  }

  setLang(lang: Lang): void {
    this.store.lang.value = lang
    void this.configure()
    void this.notices.load()
  }

  submit(text: string): void {
    if (this.store.talking.value) this.live.say(text)
    else void this.questions.ask(text)
  }

  async join({ ways, turn }: Door, channel: 'chat' | 'ticket', who: Who = {}): Promise<void> {
    const { store } = this
    const id = await this.questions.conversation()
    const { text, ...contact } = who
    await this.live.join(id, { channel, queue: ways.queue, ...contact, ...(turn ? { turn } : {}) }, () => {
      this.room.clear() // who is in line is no longer called
      if (text) this.live.say(text)
      for (const item of store.items.value) {
        if (item.kind === 'reply') store.items.value = change(store.items.value, item.key, { done: true })
      }
    })
  }

  // Back to the head of the line, after a silence.
  async resume(): Promise<void> {
    const { store } = this
    const id = store.conversation.value?.id
    const chat = store.chat.value
    if (!id || !chat?.may_resume || store.joining.value) return
    store.joining.value = true
    await this.live.join(id, { channel: 'chat', queue: chat.queue })
    store.joining.value = false
  }

  // Into the waiting room before the queue's line.
  async callBack(queue: string): Promise<void> {
    const id = await this.questions.conversation()
    await this.room.ask(id, queue)
    const conversation = this.store.conversation.value
    if (conversation) save(conversation, true)
  }

  // Takes the place that was offered.
  async enter(queue: string): Promise<void> {
    const id = await this.questions.conversation()
    await this.live.join(id, { channel: 'chat', queue }, () => this.room.clear())
  }

  async leaveRoom(): Promise<void> {
    const id = this.store.conversation.value?.id
    if (id) await this.room.cancel(id)
  }

  async offer(queue: string, turn: number): Promise<void> {
    await this.room.offer(await this.questions.conversation(), queue, turn)
  }

  async book(starts_at: string, name: string): Promise<void> {
    const { store } = this
    const conversation = store.conversation.value
    if (!conversation) return
    await this.room.book(conversation.id, starts_at, name)
    const made = store.appointment.value
    if (!made) return
    save(conversation, true)
    store.announce(store.t('book.done', { when: moment(made.starts_at, made.zone, store.lang.value) }))
  }

  async giveBack(): Promise<void> {
    const id = this.store.conversation.value?.id
    if (id) await this.room.giveBack(id)
  }

  async recheck(): Promise<void> {
    const id = this.store.conversation.value?.id
    if (id) await this.room.recheck(id)
  }

  #looked(): void {
    const id = this.store.conversation.value?.id
    if (id && document.visibilityState !== 'hidden') this.room.wake(id)
    void this.recheck()
    void this.live.looked()
  }

  async leave(): Promise<void> {
    const id = this.store.conversation.value?.id
    if (id) await this.live.leave(id)
  }

  link(): string | undefined {
    const conversation = this.store.conversation.value
    return conversation && privateLink(this.host.server, conversation)
  }

  async copyLink(): Promise<void> {
    const { store } = this
    const link = this.link()
    if (!link) return
    try {
      await navigator.clipboard.writeText(link)
      store.notice.value = { text: store.t('menu.copied') }
    } catch {
      store.notice.value = { text: store.t('menu.copy_failed'), link } // not allowed, or not a secure page
    }
    store.announce(store.notice.value.text)
  }

  // False when it was not taken.
  async rate(id: string, stars: number, comment: string): Promise<boolean> {
    const { store } = this
    try {
      const rating = await this.#api.rate(this.#id(), id, { stars, comment })
      if (store.chat.value?.chat === id) store.chat.value = { ...store.chat.value, rating }
      store.announce(store.t('rating.thanks', { n: stars }))
      return true
    } catch (error) {
      store.fail(error)
      return false
    }
  }

  // The whole conversation as a page to keep or print.
  async saveTranscript(): Promise<void> {
    const { store } = this
    try {
      saveFile(await this.#api.transcript(this.#id(), store.lang.value), `sportello-${dayOf(new Date())}.html`)
      store.notice.value = { text: store.t('menu.saved') }
      store.announce(store.notice.value.text)
    } catch (error) {
      store.fail(error, () => void this.saveTranscript())
    }
  }

  preview(file: Attachment): Promise<Blob> {
    return this.#api.file(this.#id(), file.id, true)
  }

  async saveAttachment(file: Attachment): Promise<void> {
    try {
      saveFile(await this.#api.file(this.#id(), file.id, false), file.name)
    } catch (error) {
      this.store.fail(error, () => void this.saveAttachment(file))
    }
  }

  #id(): string {
    return this.store.conversation.value?.id ?? ''
  }

  renew(): void {
    forget()
    this.#clear()
  }

  #clear(): void {
    this.live.stop()
    this.room.stop()
    this.store.reset()
    if (this.host.page) history.replaceState(null, '', location.pathname + location.search)
  }

  async #restore(saved: Saved, linked: boolean): Promise<void> {
    const { store } = this
    store.conversation.value = saved
    store.restoring.value = true
    try {
      const state = await this.#api.state(saved.id)
      store.lang.value = linked ? state.lang : store.lang.value
      store.items.value = itemsOf(state)
      store.seenUpTo.value = seenUpTo(state.events)
      const last = state.events.at(-1)?.seq ?? state.handoff?.after ?? 0
      if (state.handoff) this.live.resume(state.handoff, last)
      if (state.callback) this.room.follow(saved.id, state.callback)
      store.appointment.value = state.appointment
      if (state.events.length > 0) this.live.showed(last)
    } catch (error) {
      this.#notRestored(error, saved, linked)
    } finally {
      store.restoring.value = false
    }
  }

  #notRestored(error: unknown, saved: Saved, linked: boolean): void {
    const { store } = this
    const gone = error instanceof Failure && error.gone
    if (!gone) {
      store.fail(error, () => void this.#restore(saved, linked))
      return
    }
    if (!linked) {
      this.renew()
      return
    }
    this.#clear() // and not what this browser keeps: that is another conversation
    store.problem.value = { text: store.t('error.gone'), id: error.id }
  }

  #followHash(): void {
    const linked = fromHash(location.hash)
    if (!linked || linked.id === this.store.conversation.value?.id) return
    this.live.stop()
    this.room.stop()
    this.store.reset()
    void this.#restore(linked, true)
  }
}
