// What was decided on a question and why, in one plain sentence.
import type { Explanation } from '../../api/staff-types'
import { type Key, percent, t } from '../i18n'

const intents: Record<string, Key> = {
  person: 'why.person',
  urgent: 'why.urgent',
  greeting: 'why.greeting',
  thanks: 'why.thanks',
}

export function sentenceOf({ kind, decided, candidates }: Explanation): string {
  if (!decided) return t('why.unknown')
  if (decided.intent) return t(intents[decided.intent] ?? 'why.intent')
  if (decided.found === 0) return t('why.nothing')
  const figures = {
    sure: percent(decided.confidence),
    at: percent(decided.answer_at),
    together: percent(decided.choices_at),
  }
  if (decided.decision === 'answer') return t(kind === 'answer' ? 'why.answer' : 'why.gone', figures)
  if (decided.decision === 'choices') return t('why.choices', { ...figures, n: decided.choices })
  return t(candidates.length > 0 ? 'why.handoff' : 'why.nothing', figures)
}

// How students' feedback moved the confidence of the first candidate; '' where it did not.
export function learnedOf({ decided, candidates }: Explanation): string {
  const [first] = candidates
  if (!decided || first?.model === undefined) return ''
  const [before, after] = [percent(first.model), percent(first.confidence)]
  return before === after ? '' : t('why.moved', { before, after })
}
