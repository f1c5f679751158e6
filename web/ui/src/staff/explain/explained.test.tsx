// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { Failure } from '../../api/client'
import type { Decided, Explanation } from '../../api/staff-types'
import { setLang } from '../i18n'
import { Explained } from './explained'
import { learnedOf, sentenceOf } from './sentence'
import { Why } from './why'

setLang('it')
afterEach(() => {
  cleanup()
  setLang('it')
})

const decided: Decided = {
  decision: 'answer',
  confidence: 0.72,
  answer_at: 0.35,
  choices_at: 0.15,
  choices: 0,
  lang: 'it',
  found: 2,
  calibration: { shift: 0, slope: 1 },
}

const why: Explanation = {
  question: 'scadenza seconda rata',
  turn: 1,
  kind: 'answer',
  decided,
  candidates: [
    {
      id: 'e1',
      type: 'entry',
      question: 'Quando scade la seconda rata?',
      topic: 'fees',
      confidence: 0.72,
      model: 0.72,
      features: [
        { name: 'phrase', group: 'words', label: 'parole nella formulazione migliore', value: 0.83 },
        { name: 'brand_new', group: 'compare', label: 'brand_new', value: 0.5 },
      ],
    },
    {
      id: 'g#3',
      type: 'guide',
      question: 'Guida',
      topic: 'fees',
      page: 4,
      quote: 'Seconda rata',
      confidence: 0.1,
      features: [],
    },
  ],
}

test('the decision is a plain sentence, in both languages', () => {
  const say = (over: Partial<Decided>, kind: Explanation['kind'] = 'handoff') =>
    sentenceOf({ ...why, kind, decided: { ...decided, ...over } })
  expect(sentenceOf(why)).toBe('Risposta, perché la sicurezza (72%) raggiunge la soglia (35%).')
  expect(say({})).toContain('il testo della risposta non c’era più')
  expect(say({ decision: 'choices', confidence: 0.2, choices: 3 }, 'choices')).toMatch(/^3 scelte, .*20%.*35%.*15%/)
  expect(say({ decision: 'handoff', confidence: 0.1 })).toMatch(/^Una persona, .*10%/)
  expect(say({ decision: 'handoff', found: 0 })).toContain('niente che somigli')
  expect(say({ intent: 'person' })).toContain('l’ha chiesta')
  expect(say({ intent: 'something_new' })).toContain('non chiede nulla')
  expect(sentenceOf({ ...why, decided: null })).toContain('quando Sportello non li conservava')
  setLang('en')
  expect(sentenceOf(why)).toBe('An answer, because the confidence (72%) reaches the threshold (35%).')
})

test('says when students’ words moved the confidence', () => {
  expect(learnedOf(why)).toBe('')
  const [first] = why.candidates
  if (first) expect(learnedOf({ ...why, candidates: [{ ...first, model: 0.6 }] })).toMatch(/da 60% a 72%/)
})

test('each candidate has its features in words, with the raw name as title', () => {
  render(<Explained value={why} link={one => <a href={`/x/${one.id}`}>Apri</a>} />)
  expect(screen.getByRole('rowheader', { name: 'parole nella formulazione migliore' })).toBeTruthy()
  expect(screen.getByTitle('phrase').textContent).toContain('83%')
  expect(screen.getByTitle('brand_new').textContent).toContain('brand_new')
  expect(screen.getByText(/pag\. 4/)).toBeTruthy()
  expect(screen.getByText('Che cosa ha contato non è conservato.')).toBeTruthy()
  expect(screen.getAllByText('Apri')).toHaveLength(2)
})

test('the reasons open on demand and say when they cannot be had', async () => {
  let answer = () => Promise.resolve(why)
  let asked = 0
  render(
    <Why
      question={why.question}
      read={() => {
        asked++
        return answer()
      }}
    />,
  )
  expect(asked).toBe(0)
  const button = screen.getByRole('button', { name: /Perché questa risposta/ })
  fireEvent.click(button)
  expect(await screen.findByText(/raggiunge la soglia/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Chiudi la finestra' }))
  expect(screen.queryByText(/raggiunge la soglia/)).toBeNull()
  answer = () => Promise.reject(new Failure('not_your_queue', 'Non è della tua coda', 'abc123', 403))
  fireEvent.click(button)
  expect((await screen.findByRole('alert')).textContent).toContain('abc123')
})
