import type { Outcome } from '../../api/studio-types'
import { percent, t } from '../i18n'

// What a question leads to, in words.
export function outcomeWords({ kind, confidence, shown, first }: Outcome): string {
  const sure = percent(confidence)
  if (kind === 'handoff') return first ? t('leads.handoff_near', { what: first.question }) : t('leads.handoff')
  const what = shown.map(one => `«${one.question}»`).join(', ')
  return t(kind === 'answer' ? 'leads.answer' : 'leads.choices', { what, sure })
}
