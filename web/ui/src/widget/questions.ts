// The question phase: ask, choose, say whether it helped. Plain HTTP, no connection kept.
import { Failure } from '../api/client'
import { newID } from '../api/ids'
import type { StudentApi } from '../api/student'
import type { Reply, Ways } from '../api/types'
import type { Host } from './host'
import { forget, save } from './session'
import { change, introOf, partsOf, type ReplyItem, replyItem, saidItem, together } from './state'
import type { Store } from './store'
import { helpWords } from './words'

export class Questions {
  #creating: Promise<string> | undefined

  constructor(
    readonly store: Store,
    readonly api: StudentApi,
    readonly from: Pick<Host, 'entryPoint' | 'audience'>,
  ) {}

  async ask(text: string): Promise<void> {
    const client_id = newID()
    if (this.#said(client_id, text)) await this.#reply(id => this.api.ask(id, text, client_id))
  }

  async choose(item: ReplyItem, entry: string, words: string): Promise<void> {
    if (!this.#said(`${item.key}:${entry}`, words, item)) return
    await this.#reply(id => this.api.choose(id, item.reply.turn, entry))
  }

  // The question of a reply is taken by itself, not with the one before it.
  async alone(item: ReplyItem, words: string): Promise<void> {
    if (!this.#said(`${item.key}:alone`, words, item)) return
    await this.#reply(id => this.api.alone(id, item.reply.turn))
  }

  async feedback(item: ReplyItem, helped: boolean): Promise<void> {
    const { store, api } = this
    if (store.busy.value) return
    this.#set(item, { helped: helped ? 'yes' : 'no', done: true })
    if (!helped) {
      await this.#reply(id => api.feedback(id, item.reply.turn, false))
      return
    }
    store.announce(store.t('answer.thanks'))
    // thanks are said whether or not they arrive
    await this.conversation().then(
      id => api.feedback(id, item.reply.turn, true),
      () => undefined,
    )
  }

  // The ways to a person: those already shown, or those the server gives when asked.
  async person(): Promise<void> {
    const last = this.store.items.value.at(-1)
    if (last?.kind === 'reply' && last.reply.handoff && !last.done) return
    if (!this.#said(newID(), this.store.t('box.person_text'))) return
    await this.#reply(async id => ({ turn: 0, kind: 'handoff', confidence: 1, handoff: await this.api.ways(id) }))
  }

  // How things stand at another queue, which the student chose.
  async waysOf(queue: string, then: (ways: Ways) => void): Promise<void> {
    try {
      then(await this.#lasting(id => this.api.ways(id, queue)))
    } catch (error) {
      this.store.fail(error, () => void this.waysOf(queue, then))
    }
  }

  // Made with the first question, once.
  conversation(): Promise<string> {
    const known = this.store.conversation.value
    if (known) return Promise.resolve(known.id)
    this.#creating ??= this.#create().finally(() => {
      this.#creating = undefined
    })
    return this.#creating
  }

  async #create(): Promise<string> {
    const { entryPoint, audience } = this.from
    const { id, token } = await this.api.create({
      lang: this.store.lang.value,
      page: location.href.split('#')[0] ?? '', // a fragment may hold a token
      ...(entryPoint ? { entry_point: entryPoint } : {}),
      ...(audience ? { audience: audience.split(/[\s,]+/).filter(Boolean) } : {}),
    })
    this.store.conversation.value = { id, token }
    save({ id, token }, false)
    return id
  }

  async #reply(call: (id: string) => Promise<Reply | undefined>): Promise<void> {
    const { store } = this
    if (store.busy.value) return
    store.busy.value = true
    store.problem.value = undefined
    try {
      const reply = await this.#lasting(call)
      if (reply) this.#show(reply)
    } catch (error) {
      store.fail(error, () => void this.#reply(call))
    } finally {
      store.busy.value = false
    }
  }

  // A conversation that the server has forgotten is begun anew; the question is still good.
  async #lasting<T>(call: (id: string) => Promise<T>): Promise<T> {
    try {
      return await call(await this.conversation())
    } catch (error) {
      if (!(error instanceof Failure) || !error.gone) throw error
      forget()
      this.store.conversation.value = undefined
      return call(await this.conversation())
    }
  }

  #show(reply: Reply): void {
    const { store } = this
    const parts = partsOf(reply)
    for (const part of parts) store.add(replyItem(store.items.value, part))
    const words = parts.map(part => this.#words(part))
    store.announce(
      parts.length > 1 ? [store.t('parts.count', { n: parts.length }), ...words].join(' ') : (words[0] ?? ''),
    )
  }

  // What a screen reader says of a reply: enough to know whether to go and read it.
  #words(reply: Reply): string {
    const { t } = this.store
    const { understood, helplines, question } = reply
    if (helplines) return helpWords(t, helplines)
    const read = understood?.how === 'follow_up' ? `${t('understood.text', { text: understood.text })}. ` : ''
    return `${question ? `${question} ` : ''}${read}${this.#saying(reply)}`
  }

  #saying({ answer, choices, handoff, ask, intent }: Reply): string {
    const { t } = this.store
    if (answer) return `${answer.question}. ${answer.text.slice(0, 400)}`
    if (ask) return `${ask.text} ${ask.options.map(({ label }) => label).join('; ')}`
    if (choices) return `${t(introOf({ intent }))} ${choices.map(choice => choice.question).join('; ')}`
    return handoff ? t(`ways.${handoff.reason}`) : ''
  }

  // Shows the student's words and leaves earlier choices and ways behind, but for those of
  // the same message as the one that they are about; false while the reply to the words
  // before is still on its way.
  #said(key: string, text: string, about?: ReplyItem): boolean {
    const { store } = this
    if (store.busy.value) return false
    for (const item of store.items.value) {
      if (item.kind !== 'reply' || item.done) continue
      const beside = about && item.key !== about.key && together(item.reply, about.reply)
      if (!beside) this.#set(item, { done: true })
    }
    store.add(saidItem(key, text))
    return true
  }

  #set(item: ReplyItem, to: Partial<ReplyItem>): void {
    this.store.items.value = change(this.store.items.value, item.key, to)
  }
}
