// The conversation with a person: joining, messages both ways, leaving, coming back.
import { Failure } from '../api/client'
import { Outbox } from '../api/outbox'
import { Stream, type StreamState } from '../api/stream'
import type { Handoff, StudentApi } from '../api/student'
import type { ChatEvent, HandoffState, LiveFrame, Wait } from '../api/types'
import { Uploads } from '../api/uploads'
import { matters, rounded } from '../i18n/waits'
import { chatNote } from './host'
import { closingWords } from './openings'
import { mark, outboxStore, save } from './session'
import { chatAfter, eventItem, operatorSaw, replyItem } from './state'
import type { Store } from './store'
import { helpWords, lapsed, wordsOf } from './words'

const typingLastsMs = 6_000
const typingEveryMs = 3_000
const refreshMs = 30_000

export class Live {
  readonly uploads: Uploads
  #stream: Stream<LiveFrame> | undefined
  #outbox: Outbox | undefined
  #typingEnds: ReturnType<typeof setTimeout> | undefined
  #refreshing: ReturnType<typeof setInterval> | undefined
  #typedAt = 0
  #toldTyping = false // since the operator's last message
  #shown = 0 // the last event the student's screen has shown
  #said: Wait | null | undefined // the wait as it was said last
  #told = 0 // and the last one the server was told of

  constructor(
    readonly store: Store,
    readonly api: StudentApi,
  ) {
    this.uploads = new Uploads(
      (...how) => api.upload(store.conversation.value?.id ?? '', ...how),
      items => {
        store.files.value = items
      },
    )
  }

  // What is to follow does so when it has come about, at a second try perhaps.
  async join(id: string, handoff: Handoff, then = () => {}): Promise<void> {
    const { store } = this
    try {
      const chat = await this.api.handoff(id, handoff)
      if (chat.channel === 'ticket') {
        const instead = handoff.channel === 'chat' // it has closed meanwhile
        const how = instead && { how: 'instead' as const }
        store.add({ kind: 'ticket', key: `ticket:${chat.chat}`, queue: chat.queue_name, ...how })
        const queue = chat.queue_name
        const { t } = store
        store.announce(
          instead ? `${t('ticket.instead')}. ${t('ticket.instead_about', { queue })}` : t('ticket.done', { queue }),
        )
      } else if (chat.state === 'waiting') {
        const { form, from, to } = rounded(chat.wait)
        store.announce(
          `${store.t('chat.waiting', { queue: chat.queue_name })}. ${store.t(`wait.${form}`, { from, to })}`,
        )
      }
      store.ticketForm.value = undefined
      store.problem.value = undefined
      this.resume(chat, chat.after)
      then()
    } catch (error) {
      if (error instanceof Failure && error.code === 'no_room') await this.#full(id, handoff)
      else store.fail(error, () => void this.join(id, handoff, then))
    }
  }

  // The line was full after all: that and what is left instead.
  async #full(id: string, { queue, turn = 0 }: Handoff): Promise<void> {
    const { store } = this
    try {
      const handoff = await this.api.ways(id, queue)
      const reply = {
        turn,
        kind: 'handoff',
        confidence: 1,
        handoff: { ...handoff, full: true, reason: 'asked' },
      } as const
      store.items.value = store.items.value.map(item => (item.kind === 'reply' ? { ...item, done: true } : item))
      store.add(replyItem(store.items.value, reply))
      store.announce(store.t('full.title'))
    } catch (error) {
      store.fail(error, () => void this.#full(id, { channel: 'chat', queue, turn }))
    }
  }

  // Takes up an open chat from an event on.
  resume(chat: HandoffState, after: number): void {
    const { store } = this
    const conversation = store.conversation.value
    store.chat.value = chat
    this.#said = chat.wait
    if (!conversation || chat.state === 'closed') return
    const { id, token } = conversation
    save(conversation, true)
    mark('site', chatNote, chat.channel === 'chat')
    this.stop()
    this.#outbox = new Outbox({
      key: `sportello.outbox.${id}`,
      store: outboxStore,
      send: (client_id, text, attachment) => this.api.send(id, client_id, text, attachment?.id),
      onChange: items => {
        store.outgoing.value = items
      },
    })
    this.#outbox.start()
    this.#stream = new Stream<LiveFrame>({
      after,
      socketURL: from => this.api.socketURL(id, token, from),
      poll: (from, waitS, signal) => this.api.events(id, from, waitS, signal),
      onEvent: event => this.#happened(event),
      onFrame: frame => this.#frame(frame),
      onState: state => this.#connected(state),
    })
    this.#stream.start()
    // A place in line comes over WebSocket only.
    this.#refreshing = setInterval(() => void this.#refresh(id), refreshMs)
  }

  // What was restored is on the screen.
  showed(seq: number): void {
    this.#shown = Math.max(this.#shown, seq)
    void this.looked()
  }

  stop(): void {
    clearInterval(this.#refreshing)
    this.#stream?.stop()
    this.#outbox?.stop()
    this.#stream = undefined
    this.#outbox = undefined
  }

  // Each file goes with a message of its own, the first with the words.
  say(text: string): void {
    this.#typedAt = 0
    const [first, ...others] = this.uploads.take()
    if (text || first) this.#outbox?.add(text, first)
    for (const file of others) this.#outbox?.add('', file)
  }

  retry(client_id: string): void {
    this.#outbox?.retry(client_id)
  }

  discard(client_id: string): void {
    this.#outbox?.remove(client_id)
  }

  wake(): void {
    this.#stream?.wake()
    this.#outbox?.wake()
  }

  typing(): void {
    if (this.store.chat.value?.state !== 'engaged' || Date.now() - this.#typedAt < typingEveryMs) return
    if (this.#stream?.send({ kind: 'typing' })) this.#typedAt = Date.now()
  }

  async leave(id: string): Promise<void> {
    try {
      await this.api.leave(id)
      this.#over()
    } catch (error) {
      this.store.fail(error, () => void this.leave(id))
    }
  }

  // What is on an open panel in a visible page has been seen.
  async looked(): Promise<void> {
    const { store } = this
    const id = store.conversation.value?.id
    if (!id || !store.open.value || document.visibilityState === 'hidden') return
    store.unread.value = 0
    if (this.#shown <= this.#told) return
    const before = this.#told
    this.#told = this.#shown
    await this.api.seen(id, this.#told).catch(() => {
      this.#told = before // with the next one
    })
  }

  #happened(event: ChatEvent): void {
    const { store } = this
    store.seenUpTo.value = Math.max(store.seenUpTo.value, operatorSaw(event))
    if (event.client_id) this.#outbox?.remove(event.client_id)
    store.add(eventItem(event))
    if (store.chat.value) store.chat.value = chatAfter(store.chat.value, event)
    if (event.author !== 'student') this.#notify(event)
    if (store.chat.value?.state !== 'closed') return
    this.#over()
    if (lapsed(event)) void this.#wayBack()
  }

  // Whether there is a way back to the head of the line, the server knows.
  async #wayBack(): Promise<void> {
    const id = this.store.conversation.value?.id
    const { handoff } = id ? await this.api.state(id).catch(() => ({ handoff: undefined })) : { handoff: undefined }
    if (handoff && handoff.chat === this.store.chat.value?.chat) this.store.chat.value = handoff
  }

  #notify(event: ChatEvent): void {
    const { store } = this
    const item = eventItem(event)
    if (!item) return
    store.typing.value = false
    this.#toldTyping = false
    store.announce(this.#words(event))
    if (!store.open.value || document.visibilityState === 'hidden') store.unread.value++
    this.showed(event.seq)
  }

  #words(event: ChatEvent): string {
    const { t, chat } = this.store
    if (event.kind === 'message')
      return `${event.name ?? t('chat.somebody')}: ${event.text || event.data?.attachment?.name || ''}`
    if (event.kind === 'closing') return closingWords(this.store, event)
    if (event.kind === 'urgent') return helpWords(t, event.helplines ?? [])
    if (event.kind === 'queued')
      return `${t('ticket.kept')}. ${t('ticket.kept_about', { queue: chat.value?.queue_name ?? '' })}`
    const said = wordsOf(event, chat.value, t('chat.somebody'))
    return said ? t(said.key, { name: said.name, queue: said.queue }) : ''
  }

  #frame(frame: Exclude<LiveFrame, ChatEvent>): void {
    const { store } = this
    if (frame.kind === 'typing' && frame.author === 'operator') {
      this.#tellTyping()
      store.typing.value = true
      clearTimeout(this.#typingEnds)
      this.#typingEnds = setTimeout(() => {
        store.typing.value = false
      }, typingLastsMs)
    }
    const chat = store.chat.value
    if (frame.kind === 'place' && chat?.state === 'waiting') {
      store.chat.value = { ...chat, position: frame.position, wait: frame.wait ?? null }
      this.#waits(frame.wait ?? null)
    }
  }

  // Once before each message: whoever listens wants to know that an answer comes, not to
  // be told of every pause.
  #tellTyping(): void {
    if (this.#toldTyping) return
    this.#toldTyping = true
    const { t, chat } = this.store
    this.store.announce(t('chat.typing', { name: chat.value?.operator ?? t('chat.somebody') }))
  }

  // A wait that has changed in a way that matters is said once.
  #waits(wait: Wait | null): void {
    const { store } = this
    if (!matters(this.#said, wait)) return
    this.#said = wait
    const { form, from, to } = rounded(wait)
    store.announce(store.t(`wait.${form}`, { from, to }))
  }

  #connected(state: StreamState): void {
    const { store } = this
    const was = store.connection.value
    store.connection.value = state
    if (state === 'lost') {
      store.typing.value = false
      store.announce(store.t('chat.lost'))
    }
    if (was === 'lost' && (state === 'live' || state === 'polling')) {
      store.announce(store.t('chat.back'))
      this.#outbox?.wake()
    }
    if (state === 'refused') this.#over()
  }

  async #refresh(id: string): Promise<void> {
    const chat = this.store.chat.value
    if (this.store.connection.value !== 'polling' || chat?.state !== 'waiting') return
    const { handoff } = await this.api.state(id).catch(() => ({ handoff: undefined }))
    const now = this.store.chat.value
    if (!handoff?.position || now?.state !== 'waiting') return
    this.store.chat.value = { ...now, position: handoff.position, wait: handoff.wait ?? null }
    this.#waits(handoff.wait ?? null)
  }

  #over(): void {
    const { store } = this
    this.stop()
    this.uploads.stop()
    store.typing.value = false
    if (store.chat.value) store.chat.value = { ...store.chat.value, state: 'closed' }
    mark('site', chatNote, false)
  }
}
