import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { opening } from '../../i18n/translate'
import type { Item } from '../state'
import type { Door } from '../store'
import type { Who } from '../widget'
import { CardForm } from './card-form'
import { useModel } from './context'
import { Icon } from './icon'
import { LinkField } from './notice'

type TicketItem = Extract<Item, { kind: 'ticket' }>

export function TicketForm({ door }: { door: Door }) {
  const model = useModel()
  const { store } = model
  const { t } = store
  const id = useId()
  const wrong = useSignal<'' | 'text' | 'email'>('')
  const close = () => {
    store.ticketForm.value = undefined
  }
  const submit = async (form: HTMLFormElement) => {
    const who = read(new FormData(form))
    wrong.value = fault(who, store.asked.value)
    if (wrong.value) form.querySelector<HTMLElement>(`[name=${wrong.value}]`)?.focus()
    else await model.join(door, 'ticket', who)
  }
  return (
    <CardForm
      title={t('ticket.title')}
      send={t('ticket.send')}
      cancel={t('ticket.cancel')}
      submit={submit}
      close={close}
    >
      <p class="muted">{t(store.asked.value ? 'ticket.about' : 'ticket.about_first')}</p>
      <label for={`${id}-text`}>{t(store.asked.value ? 'ticket.text_more' : 'ticket.text')}</label>
      <textarea
        id={`${id}-text`}
        name="text"
        rows={2}
        maxLength={store.maxText.value}
        aria-required={!store.asked.value}
        aria-invalid={wrong.value === 'text'}
        aria-describedby={`${id}-missing`}
      />
      <p id={`${id}-missing`} class="wrong">
        {wrong.value === 'text' && t('ticket.text_missing')}
      </p>
      <label for={`${id}-name`}>{t('ticket.name')}</label>
      <input id={`${id}-name`} name="name" autocomplete="name" maxLength={200} />
      <label for={`${id}-email`}>{t('ticket.email')}</label>
      <input
        id={`${id}-email`}
        name="email"
        type="email"
        autocomplete="email"
        maxLength={200}
        aria-invalid={wrong.value === 'email'}
        aria-describedby={`${id}-why`}
      />
      <p id={`${id}-why`} class={wrong.value === 'email' ? 'wrong' : 'muted'}>
        {t(wrong.value === 'email' ? 'ticket.email_wrong' : 'ticket.email_why')}
      </p>
    </CardForm>
  )
}

// Without what was left empty.
function read(data: FormData): Who {
  const entries = [...data].map(([name, value]) => [name, String(value).trim()])
  return Object.fromEntries(entries.filter(([, value]) => value))
}

// A request needs a question, asked before or written here.
function fault(who: Who, asked: boolean): '' | 'text' | 'email' {
  if (!who.text && !asked) return 'text'
  return who.email && !/^\S+@\S+\.\S+$/.test(who.email) ? 'email' : ''
}

export function TicketCard({ item: { queue, how, opens } }: { item: TicketItem }) {
  const model = useModel()
  const { t, lang, chat } = model.store
  const link = model.link()
  return (
    <div class="card done">
      <h3>
        <Icon name={how ? 'alert' : 'check'} />
        {how ? t(`ticket.${how}`) : t('ticket.done', { queue })}
      </h3>
      {how && (
        <p>
          {t(`ticket.${how}_about`, { queue })}{' '}
          {opens && t('ticket.kept_opens', { when: opening(opens, lang.value, chat.value?.zone) })}
        </p>
      )}
      <p>{t('ticket.link')}</p>
      {link && <LinkField link={link} />}
      <button type="button" class="secondary" onClick={() => void model.copyLink()}>
        <Icon name="copy" />
        {t('ticket.copy')}
      </button>
    </div>
  )
}
