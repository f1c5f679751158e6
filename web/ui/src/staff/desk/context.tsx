// The right column: what the student asked and was shown, who they are, where they came
// from; below it, what could be answered.
import { useEffect, useRef } from 'preact/hooks'
import type { ChatContext, ContextTurn } from '../../api/staff-types'
import { Link } from '../app/link'
import { to } from '../app/router'
import type { Workplace } from '../app/workplace'
import { date, known, lang, t } from '../i18n'
import { Icon } from '../ui/icons'
import type { Chat } from './chat'
import { Suggestions } from './suggestions'
import { Turn } from './turn'

interface Props {
  place: Workplace
  chat: Chat
  shown: boolean // over the conversation, where there is no room beside it
  onBack: () => void
}

export function ContextPane({ place, chat, shown, onBack }: Props) {
  const context = chat.context.value
  const back = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (shown) back.current?.focus()
  }, [shown])
  if (!context) return null
  return (
    <aside class="desk-context" aria-label={t('context.title')}>
      <div class="context-scroll">
        <header class="context-head only-aside">
          <button ref={back} type="button" class="btn-plain" onClick={onBack}>
            <Icon name="back" size={18} /> {t('context.back')}
          </button>
        </header>
        <Turns place={place} chat={chat} turns={context.turns} />
        <Identity context={context} />
        <Earlier earlier={context.earlier} />
        <Transcript chat={chat.id} />
      </div>
      <Suggestions place={place} chat={chat} onInserted={onBack} />
    </aside>
  )
}

// What the student knows of the chat, as a file: it has no notes, and may be handed on.
function Transcript({ chat }: { chat: string }) {
  const address = `/api/v1/desk/chats/${encodeURIComponent(chat)}/transcript?lang=${lang.value}`
  return (
    <section class="context-part">
      <a href={address} download>
        <Icon name="save" size={16} /> {t('context.transcript')}
      </a>
      <p class="muted">{t('context.transcript_hint')}</p>
    </section>
  )
}

function Turns({ place, chat, turns }: { place: Workplace; chat: Chat; turns: ContextTurn[] }) {
  return (
    <section class="context-part">
      <h2>{t('context.asked')}</h2>
      {turns.length === 0 && <p class="muted">{t('context.no_turns')}</p>}
      <ol class="turns">
        {turns.map(turn => (
          <Turn key={turn.n} turn={turn} why={() => place.api.explain(chat.id, turn.n)} />
        ))}
      </ol>
    </section>
  )
}

function Identity({ context }: { context: ChatContext }) {
  const { identity, page, entry_point } = context
  return (
    <section class="context-part">
      <h2>{t('context.who')}</h2>
      <p class={identity.verified ? 'tag tag-ok' : 'tag tag-warn'}>
        <Icon name={identity.verified ? 'shield' : 'warn'} size={14} />{' '}
        {t(identity.verified ? 'context.verified' : 'context.not_verified')}
      </p>
      <dl class="facts">
        <Fact name={t('context.name')} value={identity.name} />
        <Fact name={t('context.matricola')} value={identity.matricola} />
        <Fact name={t('context.email')} value={identity.email} />
        <Fact name={t('context.lang')} value={t(`lang.${context.lang}`)} />
        <Fact name={t('context.entry_point')} value={entry_point} />
        {page && (
          <div>
            <dt>{t('context.page')}</dt>
            <dd>{/^https?:/.test(page) ? <PageLink page={page} /> : page}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}

function PageLink({ page }: { page: string }) {
  return (
    <a href={page} target="_blank" rel="noopener noreferrer">
      {page.replace(/^https?:\/\//, '')}
      <span class="visually-hidden"> {t('app.new_window')}</span>
    </a>
  )
}

function Fact({ name, value }: { name: string; value: string | undefined }) {
  if (!value) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Earlier({ earlier }: { earlier: ChatContext['earlier'] }) {
  return (
    <section class="context-part">
      <h2>{t('context.earlier')}</h2>
      {earlier.length === 0 && <p class="muted">{t('context.first_time')}</p>}
      <ul class="earlier">
        {earlier.map(one => (
          <li key={one.chat}>
            <Link href={to('desk', one.chat)}>{one.subject}</Link>
            <small>
              {date(one.closed_at)} · {known(`outcome.${one.outcome}`) ?? one.outcome}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
