// The widget's state, in signals: the views derive from it, the actions change it.
import { computed, signal } from '@preact/signals'
import { Failure } from '../api/client'
import type { Outgoing } from '../api/outbox'
import type { StreamState } from '../api/stream'
import type { Appointment, Callback, FreeAppointments, HandoffState, Lang, Ways, WidgetConfig } from '../api/types'
import type { Uploading } from '../api/uploads'
import { en } from '../i18n/en'
import { it, type Key } from '../i18n/it'
import { translator } from '../i18n/translate'
import { add, type Item } from './state'

export interface Problem {
  text: string
  id: string // to quote
  again?: () => void
}

// The ways to a person, from the turn that stayed open; 0 for none.
export interface Door {
  ways: Ways
  turn: number
}

// The times that can be booked, while one is being chosen.
export interface Booking extends FreeAppointments {
  turn: number
}

export class Store {
  readonly lang = signal<Lang>('it')
  readonly open = signal(false)
  readonly config = signal<WidgetConfig | undefined>(undefined)
  readonly configFailed = signal(false)
  readonly conversation = signal<{ id: string; token: string } | undefined>(undefined)
  readonly items = signal<readonly Item[]>([])
  readonly busy = signal(false) // a question is on its way
  readonly restoring = signal(false)
  readonly problem = signal<Problem | undefined>(undefined)
  readonly ticketForm = signal<Door | undefined>(undefined) // being filled in
  readonly joining = signal(false) // again, after a silence
  readonly chat = signal<HandoffState | undefined>(undefined) // the open one, or the last
  readonly notRated = signal('') // the chat that the student does not want to rate
  readonly callback = signal<Callback | undefined>(undefined) // in the waiting room
  readonly appointment = signal<Appointment | undefined>(undefined)
  readonly booking = signal<Booking | undefined>(undefined) // being chosen
  readonly outgoing = signal<readonly Outgoing[]>([])
  readonly files = signal<readonly Uploading[]>([]) // of the box
  readonly connection = signal<StreamState>('stopped')
  readonly typing = signal(false) // the operator is
  readonly seenUpTo = signal(0) // by the operator
  readonly unread = signal(0) // while the panel is closed
  readonly notice = signal<{ text: string; link?: string } | undefined>(undefined)
  readonly announcement = signal('') // said once by a screen reader

  // What is typed is a message to the chat, or a question.
  readonly talking = computed(() => ['waiting', 'engaged'].includes(this.chat.value?.state ?? ''))
  readonly asked = computed(() => this.items.value.some(item => item.kind === 'reply' && item.reply.turn > 0))
  readonly maxText = computed(() => this.config.value?.max_text ?? 2000)

  readonly t = translator<Key>({ it, en }, () => this.lang.value)

  add(item: Item | undefined): void {
    this.items.value = add(this.items.value, item)
  }

  announce(text: string): void {
    // the same words twice are two announcements
    this.announcement.value = this.announcement.value === text ? `${text}\u00a0` : text
  }

  fail(error: unknown, again?: () => void): void {
    if (!(error instanceof Failure)) reportError(error) // a mistake of ours: say something all the same
    const failure = error instanceof Failure ? error : new Failure('unreadable', '', '', 0)
    const text = failure.message || this.t(`error.${failure.code}` as Key)
    this.problem.value = { text, id: failure.id, ...(again ? { again } : {}) }
    this.announce(text)
  }

  // The service is full: it is asked again by itself, and the reader need do nothing.
  waitForPlace(): void {
    const text = this.t('crowded')
    this.notice.value = { text }
    this.announce(text)
  }

  // A new conversation in the same panel.
  reset(): void {
    this.conversation.value = undefined
    this.items.value = []
    this.problem.value = undefined
    this.ticketForm.value = undefined
    this.chat.value = undefined
    this.callback.value = undefined
    this.appointment.value = undefined
    this.booking.value = undefined
    this.outgoing.value = []
    this.seenUpTo.value = 0
    this.notice.value = undefined
  }
}
