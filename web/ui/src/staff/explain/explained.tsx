// Why a question was answered as it was: the decision, and each candidate with what spoke
// for it.
import type { ComponentChildren } from 'preact'
import type { ExplainedCandidate, Explanation, Feature } from '../../api/staff-types'
import { type Key, known, percent, t } from '../i18n'
import { Icon } from '../ui/icons'
import { learnedOf, sentenceOf } from './sentence'

const groups: [Feature['group'], Key][] = [
  ['words', 'why.words'],
  ['text', 'why.text'],
  ['taught', 'why.taught'],
  ['around', 'why.around'],
  ['compare', 'why.compare'],
]

interface Props {
  value: Explanation
  link?: (candidate: ExplainedCandidate) => ComponentChildren
}

export function Explained({ value, link }: Props) {
  const { decided, candidates } = value
  const learned = learnedOf(value)
  return (
    <div class="why">
      <p class="why-decision">{sentenceOf(value)}</p>
      {learned && <p>{learned}</p>}
      {decided && (
        <p class="muted">
          {t('why.lang', { lang: known(`lang.${decided.lang}`) ?? decided.lang })} ·{' '}
          {t('why.found', { n: decided.found })}
        </p>
      )}
      <ol class="why-list">
        {candidates.map(one => (
          <li key={one.id}>
            <Candidate one={one} at={decided?.answer_at} link={link?.(one)} />
          </li>
        ))}
      </ol>
    </div>
  )
}

interface CandidateProps {
  one: ExplainedCandidate
  at: number | undefined
  link: ComponentChildren
}

function Candidate({ one, at, link }: CandidateProps) {
  return (
    <details>
      <summary>
        <span class="why-name">
          {one.type === 'guide' && <Icon name="book" size={15} />} {one.question}
          {one.page ? ` · ${t('context.page_of', { n: one.page })}` : ''}
        </span>
        <span class="why-sure">
          <span class="visually-hidden">{t('context.confidence', { share: '' })}</span> {percent(one.confidence)}
        </span>
        <Bar value={one.confidence} at={at} />
      </summary>
      {one.quote && <blockquote class="why-quote">{one.quote}</blockquote>}
      {link && <p class="why-link">{link}</p>}
      {one.features.length > 0 ? <Features features={one.features} /> : <p class="muted">{t('why.no_features')}</p>}
    </details>
  )
}

// The mark is where an answer would be given.
function Bar({ value, at }: { value: number; at: number | undefined }) {
  return (
    <svg class="why-bar" width="100%" height="8" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rail" width="100" height="8" />
      <rect class="bar-b" width={100 * value} height="8" />
      {at !== undefined && <line class="why-mark" x1={100 * at} x2={100 * at} y1="0" y2="8" />}
    </svg>
  )
}

function Features({ features }: { features: Feature[] }) {
  return (
    <table class="why-table">
      <caption class="visually-hidden">{t('why.features')}</caption>
      {groups.map(([group, name]) => {
        const mine = features.filter(one => one.group === group)
        if (mine.length === 0) return null
        return (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" colSpan={2}>
                {t(name)}
              </th>
            </tr>
            {mine.map(one => (
              <tr key={one.name} title={one.name}>
                <th scope="row">{one.label}</th>
                <td>{percent(one.value)}</td>
              </tr>
            ))}
          </tbody>
        )
      })}
    </table>
  )
}
