import { useEffect, useState } from 'preact/hooks'
import { t } from '../i18n'
import { Field } from '../ui/field'
import type { DeskApi } from './api'
import type { Chat } from './chat'
import { lastWords } from './last-words'
import { Suggest } from './suggest'

const pauseMs = 250

interface Props {
  api: DeskApi
  chat: Chat
  value: string
  onChange: (entry: string) => void
  error: string | undefined
}

// Picks an entry: what was shown and what the matcher finds for the student's words come
// first; other words may be searched.
export function EntrySearch({ api, chat, value, onChange, error }: Props) {
  const [words, setWords] = useState('')
  const [suggest] = useState(() => new Suggest(api))
  const lang = chat.summary.value.lang
  useEffect(() => {
    const text = words.trim() || lastWords(chat)
    const timer = setTimeout(() => void suggest.ask(text, lang), pauseMs)
    return () => clearTimeout(timer)
  }, [words, suggest, chat, lang])

  const found = suggest.items.value.filter(item => item.source.type === 'entry') // guides teach no entry
  const shown = words.trim() ? [] : shownOf(chat).filter(one => !found.some(item => item.entry === one.id))
  const options = [
    ...found.map(item => ({ id: item.entry, question: item.question, about: item.source.owner })),
    ...shown.map(one => ({ id: one.id, question: one.question, about: t('close.was_shown') })),
  ]
  return (
    <div class="entry-search">
      <Field label={t('close.entry')} hint={t('close.entry_hint')} error={error}>
        {ids => (
          <input
            {...ids}
            type="search"
            class="form-control"
            value={words}
            onInput={event => setWords(event.currentTarget.value)}
            onKeyDown={event => event.key === 'Enter' && event.preventDefault()}
          />
        )}
      </Field>
      <fieldset class="choices choices-tight">
        <legend class="visually-hidden">{t('close.entry')}</legend>
        {suggest.failure.value && <p class="field-error">{t('suggest.failed')}</p>}
        {options.length === 0 && !suggest.loading.value && <p class="muted">{t('close.no_entry')}</p>}
        {options.map(one => (
          <label key={one.id} class="choice">
            <input type="radio" name="entry" checked={value === one.id} onChange={() => onChange(one.id)} />
            <span>
              <strong>{one.question}</strong>
              <small>
                {one.about} · <code>{one.id}</code>
              </small>
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  )
}

function shownOf(chat: Chat) {
  const all = chat.context.peek()?.turns.flatMap(turn => turn.shown) ?? []
  const entries = all.filter(one => one.type === 'entry')
  return entries.filter((one, i) => entries.findIndex(other => other.id === one.id) === i)
}
