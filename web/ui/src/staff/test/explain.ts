// Why the fake server answers as it does: the decision and features of a real one.
import type { Explanation, Feature, SuggestedEntry } from '../../api/staff-types'

const feature = (name: string, group: Feature['group'], label: string, value: number): Feature => ({
  name,
  group,
  label,
  value,
})

const featuresOf = (confidence: number): Feature[] => [
  feature('phrase', 'words', 'parole della domanda trovate nella formulazione migliore', Math.min(1, confidence + 0.1)),
  feature('grams', 'words', 'somiglianza delle lettere con la formulazione migliore', confidence),
  feature('all', 'text', 'parole della domanda trovate nelle formulazioni o nel testo', Math.min(1, confidence + 0.15)),
  feature('learned', 'taught', 'quanto la domanda sembra una di quelle di questa voce', confidence * 0.9),
  feature('lang', 'around', 'è nella lingua della domanda', 1),
]

export function explanationOf(question: string, lang: string, found: SuggestedEntry[]): Explanation {
  const confidence = found[0]?.confidence ?? 0
  const decision = confidence >= 0.35 ? 'answer' : found.length > 1 ? 'choices' : 'handoff'
  return {
    question,
    kind: decision,
    decided: {
      decision,
      confidence,
      answer_at: 0.35,
      choices_at: 0.15,
      choices: decision === 'choices' ? found.length : 0,
      lang,
      found: found.length,
      calibration: { shift: 0, slope: 1 },
    },
    candidates: found.map(one => ({
      id: one.entry,
      type: one.source.type,
      question: one.question,
      topic: 'fees',
      confidence: one.confidence,
      model: one.confidence,
      features: featuresOf(one.confidence),
    })),
  }
}
