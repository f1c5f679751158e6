import { useEffect } from 'preact/hooks'
import type { SuggestedEntry } from '../../api/staff-types'
import { useShortcuts } from '../app/shortcuts'
import type { Workplace } from '../app/workplace'
import { date, t } from '../i18n'
import { Icon } from '../ui/icons'
import { say } from '../ui/say'
import type { Chat } from './chat'
import { Confidence } from './confidence'
import { lastWords } from './last-words'
import { inDistress } from './urgent'

const shown = 3

interface Props {
  place: Workplace
  chat: Chat
  onInserted: () => void
}

// The entries that would answer what the student said last, one key from the composer.
export function Suggestions({ place: { suggest }, chat, onInserted }: Props) {
  const text = lastWords(chat)
  const { lang } = chat.summary.value
  useEffect(() => void suggest.ask(text, lang), [suggest, text, lang])
  const items = suggest.items.value.slice(0, shown)
  const mine = chat.mine.value
  const insert = (item: SuggestedEntry | undefined) => {
    if (!item || !chat.mine.peek()) return
    const before = chat.draft.peek().trim()
    chat.noting.value = false
    chat.draft.value = before ? `${before}\n\n${item.text}` : item.text
    say(t('suggest.inserted', { question: item.question }))
    onInserted()
    requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>('.composer textarea')?.focus())
  }
  useShortcuts({
    'Alt+Digit1': () => insert(items[0]),
    'Alt+Digit2': () => insert(items[1]),
    'Alt+Digit3': () => insert(items[2]),
  })
  return (
    <section class="suggest" aria-labelledby="suggest-title">
      <h2 id="suggest-title">
        <Icon name="bulb" size={18} /> {t('suggest.title')}
      </h2>
      {text ? <p class="suggest-for">«{text}»</p> : <p class="muted">{t('suggest.silent')}</p>}
      {suggest.failure.value && (
        <p class="muted">
          {t('suggest.failed')}{' '}
          <button type="button" class="btn-plain" onClick={() => void suggest.ask(text, lang)}>
            {t('app.retry')}
          </button>
        </p>
      )}
      {suggest.loading.value && <p class="muted">{t('app.loading')}</p>}
      {text && !suggest.loading.value && !suggest.failure.value && items.length === 0 && (
        <p class="muted">{t(inDistress(chat) ? 'suggest.distress' : 'suggest.none')}</p>
      )}
      <ol class="suggest-list">
        {items.map((item, i) => (
          <li key={item.entry}>
            <Item item={item} n={i + 1} {...(mine && { onInsert: () => insert(item) })} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Item({ item, n, onInsert }: { item: SuggestedEntry; n: number; onInsert?: () => void }) {
  return (
    <article class="suggested">
      <p class="suggested-top">
        <strong>{item.question}</strong>
        <Confidence value={item.confidence} />
      </p>
      <details>
        <summary>{firstLine(item.text)}</summary>
        <p class="pre">{item.text}</p>
      </details>
      <p class="suggested-foot">
        <a href={item.source.url} target="_blank" rel="noopener">
          {item.source.owner}, {date(item.source.updated)}
          <span class="visually-hidden"> {t('app.new_window')}</span>
        </a>
        {onInsert && (
          <button type="button" class="btn btn-outline-primary btn-xs" onClick={onInsert}>
            <Icon name="insert" size={15} /> {t('suggest.insert')} <kbd>Alt+{n}</kbd>
          </button>
        )}
      </p>
    </article>
  )
}

const firstLine = (text: string) => text.split('\n').find(line => line.trim()) ?? ''
