import type { ContextTurn, Explanation } from '../../api/staff-types'
import { Why } from '../explain/why'
import { t, time } from '../i18n'
import { Icon } from '../ui/icons'
import { Confidence } from './confidence'

// The server says of each thing shown what the student said of it; one that does not
// leaves it to the turn.
type Shown = ContextTurn['shown'][number] & { as?: ContextTurn['kind']; helped?: ContextTurn['helped']; url?: string }

// One question, what was shown for it and with what confidence, and what was rejected.
export function Turn({ turn, why }: { turn: ContextTurn; why: () => Promise<Explanation> }) {
  const shown: Shown[] = turn.shown
  const answers = shown.filter(one => (one.as ?? turn.kind) !== 'choices')
  const rejected = turn.helped === 'no' || shown.some(one => one.helped === 'no')
  const choices = shown.filter(one => (one.as ?? turn.kind) === 'choices')
  return (
    <li class={turn.helped === 'yes' ? 'turn-yes' : rejected ? 'turn-no' : ''}>
      <p class="turn-text">
        «{turn.text}» <time dateTime={turn.at}>{time(turn.at)}</time>
      </p>
      {turn.understood && <p class="turn-did">{t('context.understood', { text: turn.understood })}</p>}
      {shown.length === 0 && <p class="turn-none">{t('context.no_answer')}</p>}
      {answers.length > 0 && (
        <>
          <p class="turn-did">{t('context.shown')}</p>
          <List shown={answers} turn={turn} />
        </>
      )}
      {choices.length > 0 && (
        <>
          <p class="turn-did">{t('context.offered')}</p>
          <List shown={choices} turn={turn} />
        </>
      )}
      {rejected && (
        <p class="tag tag-bad">
          <Icon name="cross" size={14} /> {t('context.rejected')}
        </p>
      )}
      {turn.helped === 'yes' && (
        <p class="tag tag-ok">
          <Icon name="check" size={14} /> {t('context.helped')}
        </p>
      )}
      <Why question={turn.text} read={why} />
    </li>
  )
}

function List({ shown, turn }: { shown: Shown[]; turn: ContextTurn }) {
  return (
    <ul class="shown">
      {shown.map(one => {
        const rejected = (one.helped || turn.helped) === 'no'
        return (
          <li key={`${one.type}-${one.id}-${one.page ?? ''}`} class={rejected ? 'shown-rejected' : ''}>
            <Name one={one} />
            {rejected && <span class="visually-hidden">, {t('context.rejected')}</span>}
            <Confidence value={one.confidence} />
          </li>
        )
      })}
    </ul>
  )
}

function Name({ one }: { one: Shown }) {
  const page = one.page ? ` · ${t('context.page_of', { n: one.page })}` : ''
  const words = (
    <>
      {one.type === 'guide' && <Icon name="book" size={15} />} {one.question}
      {page}
    </>
  )
  if (!one.url) return <span class="shown-name">{words}</span>
  return (
    <a class="shown-name" href={one.url} target="_blank" rel="noopener">
      {words}
      <span class="visually-hidden"> {t('app.new_window')}</span>
    </a>
  )
}
