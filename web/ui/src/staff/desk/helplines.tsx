import { useEffect } from 'preact/hooks'
import type { Helpline } from '../../api/types'
import { useShortcuts } from '../app/shortcuts'
import type { Workplace } from '../app/workplace'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import { say } from '../ui/say'
import type { Chat } from './chat'
import { helpText } from './urgent'

// Whom a student in distress can call, before the operator's eyes while the chat is theirs;
// one press puts it into the reply. It is announced elsewhere, once, so this is no live region.
export function HelplinesCard({ place, chat }: { place: Workplace; chat: Chat }) {
  const urgent = chat.summary.value.urgent === true
  const lines = chat.detail.value?.helplines
  const connection = place.desk.connection.value
  useEffect(() => {
    if (urgent && !lines && !chat.loading.peek()) void chat.load() // it was not urgent when it was read
  }, [chat, urgent, lines, connection])
  const insert = () => {
    if (!lines || !chat.mine.peek()) return
    const before = chat.draft.peek().trim()
    const text = helpText(lines, chat.summary.peek().lang)
    chat.noting.value = false
    chat.draft.value = before ? `${before}\n\n${text}` : text
    chat.helpOpen.value = false // it has done its part, and leaves its room to the conversation
    say(t('help.inserted'))
    requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>('.composer textarea')?.focus())
  }
  useShortcuts({ 'Alt+Digit0': insert })
  if (!urgent || !lines?.length) return null
  return (
    <section class="help-card" aria-labelledby="help-title">
      <details
        open={chat.helpOpen.value}
        onToggle={event => {
          chat.helpOpen.value = event.currentTarget.open
        }}
      >
        <summary>
          <Icon name="warn" size={18} /> <strong id="help-title">{t('help.title')}</strong>
        </summary>
        <ul>
          {lines.map(line => (
            <Line key={line.name} line={line} />
          ))}
        </ul>
      </details>
      <button type="button" class="btn btn-primary btn-xs" onClick={insert}>
        <Icon name="insert" size={15} /> {t('help.insert')} <kbd>Alt+0</kbd>
      </button>
    </section>
  )
}

function Line({ line: { name, phone, url, hours } }: { line: Helpline }) {
  return (
    <li>
      {name} {phone && <strong>{phone}</strong>} <small>{hours}</small>
      {!phone && url && <small> {new URL(url).host}</small>}
    </li>
  )
}
