// One file on its way to entries: chosen, looked through, made.
import { computed, signal } from '@preact/signals'
import type { Failure } from '../../api/client'
import { failureOf } from '../app/session'
import { lang } from '../i18n'
import type { Adopted, Field, Found, IntakeApi, Note, Proposal } from './api'

export const maxQuestion = 200

export interface Row {
  proposal: Proposal // as it was read
  question: string
  topic: string
  chosen: boolean
}

export class Intake {
  readonly file = signal<File | undefined>()
  readonly busy = signal(false)
  readonly failure = signal<Failure | undefined>()
  readonly found = signal<Found | undefined>()
  readonly rows = signal<Row[]>([])
  readonly made = signal<Adopted[] | undefined>()
  readonly chosen = computed(() => this.rows.value.filter(row => row.chosen))
  readonly #api: IntakeApi

  constructor(api: IntakeApi) {
    this.#api = api
  }

  async read(file: File, columns: Field[] = []): Promise<void> {
    this.file.value = file
    await this.#try(async () => {
      const found = await this.#api.read(file, { columns }, lang.peek())
      this.found.value = found
      this.rows.value = found.proposals.map(rowOf)
    })
  }

  change(at: number, change: Partial<Pick<Row, 'question' | 'topic' | 'chosen'>>): void {
    this.rows.value = this.rows.value.map((row, i) => (i === at ? { ...row, ...change } : row))
  }

  // The topic of all that have none, or of all.
  topicForAll(topic: string, every: boolean): void {
    this.rows.value = this.rows.value.map(row => (every || !row.topic ? { ...row, topic } : row))
  }

  chooseAll(chosen: boolean): void {
    this.rows.value = this.rows.value.map(row => ({ ...row, chosen }))
  }

  // The first chosen row that cannot be made as it is.
  stuck(): number {
    return this.rows.value.findIndex(row => row.chosen && (!row.topic || blocks(row).length > 0))
  }

  async make(): Promise<void> {
    const rows = this.chosen.value
    const ids = new Set(rows.map(row => row.proposal.id))
    await this.#try(async () => {
      this.made.value = await this.#api.make(rows.map(row => wanted(row, ids)))
    })
  }

  again(): void {
    this.file.value = undefined
    this.found.value = undefined
    this.made.value = undefined
    this.failure.value = undefined
    this.rows.value = []
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.busy.value = true
    this.failure.value = undefined
    try {
      await work()
    } catch (error) {
      this.failure.value = failureOf(error)
    } finally {
      this.busy.value = false
    }
  }
}

function rowOf(proposal: Proposal): Row {
  const row = { proposal, question: proposal.question, topic: proposal.topic, chosen: true }
  const there = proposal.duplicate && proposal.duplicate.how !== 'like'
  const twice = proposal.notes.some(note => note.code === 'same_in_file')
  return { ...row, chosen: !there && !twice && blocks(row).length === 0 }
}

// An entry whose translation is left out names none.
function wanted({ proposal, question, topic }: Row, ids: Set<string>): Proposal {
  const { translation, ...rest } = proposal
  return { ...rest, question: question.trim(), topic, ...(translation && ids.has(translation) && { translation }) }
}

// What is still to know of a row, now that the question may have been mended.
export function notes({ proposal, question, topic }: Pick<Row, 'proposal' | 'question' | 'topic'>): Note[] {
  const length = [...question.trim()].length
  return proposal.notes.filter(
    ({ code }) =>
      !(code === 'no_question' && length > 0) &&
      !(code === 'long_question' && length <= maxQuestion) &&
      !(code === 'topic_unknown' && topic),
  )
}

export function blocks(row: Pick<Row, 'proposal' | 'question' | 'topic'>): Note[] {
  return notes(row).filter(note => note.blocks)
}
