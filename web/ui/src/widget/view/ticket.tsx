import { useSignal } from '@preact/signals'
import { useEffect, useId, useRef } from 'preact/hooks'
import type { Ways } from '../../api/types'
import { useModel } from './context'
import { Icon } from './icon'
import { LinkField, Problem } from './notice'

export function TicketForm({ ways }: { ways: Ways }) {
  const model = useModel()
  const { store } = model
  const { t } = store
  const id = useId()
  const wrong = useSignal(false)
  const sending = useSignal(false)
  const title = useRef<HTMLHeadingElement>(null)
  const email = useRef<HTMLInputElement>(null)
  useEffect(() => title.current?.focus(), [])
  const close = () => {
    store.ticketForm.value = undefined
  }
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (sending.value || !(event.currentTarget instanceof HTMLFormElement)) return
    const data = new FormData(event.currentTarget)
    const who = clean({ name: String(data.get('name')), email: String(data.get('email')) })
    wrong.value = who.email !== undefined && !/^\S+@\S+\.\S+$/.test(who.email)
    if (wrong.value) return email.current?.focus()
    sending.value = true
    await model.join(ways, 'ticket', who)
    sending.value = false
  }
  return (
    <form
      class="ticket-form"
      noValidate
      aria-labelledby={`${id}-title`}
      onSubmit={event => void submit(event)}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        close()
      }}
    >
      <h3 ref={title} id={`${id}-title`} tabIndex={-1}>
        {t('ticket.title')}
      </h3>
      <p class="muted">{t('ticket.about')}</p>
      <label for={`${id}-name`}>{t('ticket.name')}</label>
      <input id={`${id}-name`} name="name" autocomplete="name" maxLength={200} />
      <label for={`${id}-email`}>{t('ticket.email')}</label>
      <input
        ref={email}
        id={`${id}-email`}
        name="email"
        type="email"
        autocomplete="email"
        maxLength={200}
        aria-invalid={wrong.value}
        aria-describedby={`${id}-why`}
      />
      <p id={`${id}-why`} class={wrong.value ? 'wrong' : 'muted'}>
        {t(wrong.value ? 'ticket.email_wrong' : 'ticket.email_why')}
      </p>
      <Problem />
      <div class="actions">
        <button type="submit" class="primary" disabled={sending.value}>
          {t('ticket.send')}
        </button>
        <button type="button" class="secondary" onClick={close}>
          {t('ticket.cancel')}
        </button>
      </div>
    </form>
  )
}

export function TicketCard({ queue }: { queue: string }) {
  const model = useModel()
  const { t } = model.store
  const link = model.link()
  return (
    <div class="card done">
      <h3>
        <Icon name="check" />
        {t('ticket.done', { queue })}
      </h3>
      <p>{t('ticket.link')}</p>
      {link && <LinkField link={link} />}
      <button type="button" class="secondary" onClick={() => void model.copyLink()}>
        <Icon name="copy" />
        {t('ticket.copy')}
      </button>
    </div>
  )
}

// Without what was left empty.
function clean(who: { name: string; email: string }): { name?: string; email?: string } {
  const name = who.name.trim()
  const email = who.email.trim()
  return { ...(name ? { name } : {}), ...(email ? { email } : {}) }
}
