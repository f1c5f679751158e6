// Sentences about opening and closing, by the office's clock.
import type { ChatEvent, Ways } from '../api/types'
import { clockOf, opening } from '../i18n/translate'
import type { Store } from './store'

// Why there is no chat now, and when there is one again.
export function closedWords({ t, lang }: Store, { open, opens_at, zone, why }: Ways): string {
  if (open) return t('ways.no_staff')
  const because = why?.text ? ` (${why.text})` : ''
  if (!opens_at) return t('ways.closed', { why: because })
  return t('ways.opens', { why: because, when: opening(opens_at, lang.value, zone) })
}

// That the chat is about to close, and whether one may still get a turn.
export function closingWords({ t, lang, chat }: Store, { data }: ChatEvent): string {
  const at = clockOf(data?.at ?? '', lang.value, chat.value?.zone)
  return data?.ahead ? t('event.closing', { at, n: data.ahead }) : t('event.closing_next', { at })
}
