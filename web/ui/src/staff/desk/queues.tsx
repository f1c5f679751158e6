import type { Signal } from '@preact/signals'
import { useState } from 'preact/hooks'
import type { QueueSummary } from '../../api/staff-types'
import type { Wait } from '../../api/types'
import { opening } from '../../i18n/translate'
import { rounded } from '../../i18n/waits'
import { lang, number, span, t } from '../i18n'
import { now, secondsSince } from '../ui/clock'
import type { Desk } from './desk'

const atAGlance = 6

// The lines with their length and the age of who waits longest; choosing one filters the
// list below it and "take the next".
export function Queues({ desk, chosen }: { desk: Desk; chosen: Signal<string> }) {
  const [all, setAll] = useState(false)
  const queues = desk.queues.value
  const mine = queues.filter(queue => queue.mine)
  // Who has many queues, or none of their own, sees those with somebody in line.
  const own = mine.length > 0 || desk.operator.value ? mine : queues
  const few = own.length > atAGlance ? own.filter(queue => queue.waiting > 0) : own
  const shown = [...(all ? queues : few)].sort(oldestFirst)
  return (
    <section class="lines-part" aria-labelledby="queues-title">
      <h2 id="queues-title" class="lines-title">
        {t('queues.title')}
        {queues.length > few.length && (
          <button type="button" class="btn-plain" aria-pressed={all} onClick={() => setAll(!all)}>
            {t(!all ? 'queues.all' : few === mine ? 'queues.mine' : 'queues.busy')}
          </button>
        )}
      </h2>
      {shown.length === 0 && <p class="lines-empty">{t(own.length === 0 ? 'queues.empty' : 'waiting.empty')}</p>}
      <ul class="queues">
        {shown.map(queue => (
          <QueueRow key={queue.id} queue={queue} chosen={chosen} />
        ))}
      </ul>
    </section>
  )
}

function QueueRow({ queue, chosen }: { queue: QueueSummary; chosen: Signal<string> }) {
  const on = chosen.value === queue.id
  return (
    <li>
      <button
        type="button"
        class="queue"
        aria-pressed={on}
        onClick={() => {
          chosen.value = on ? '' : queue.id
        }}
      >
        <span class="queue-name">
          {queue.name}
          {!queue.open && <small>{closedUntil(queue)}</small>}
          {queue.open && queue.wait && <small>{waitOf(queue.wait)}</small>}
        </span>
        <span class="queue-age">{queue.oldest ? span(secondsSince(queue.oldest)) : ''}</span>
        <span class={queue.waiting > 0 ? 'count-soft count-some' : 'count-soft'}>
          {number(queue.waiting)}
          <span class="visually-hidden"> {t('queues.waiting', { n: queue.waiting })}</span>
        </span>
      </button>
    </li>
  )
}

// What a student who joins now is told.
function waitOf(wait: Wait): string {
  const { form, from, to } = rounded(wait)
  return t(form === 'between' ? 'queues.wait' : 'queues.wait_upto', { from, to })
}

function closedUntil({ opens_at, zone, why }: QueueSummary): string {
  const told = why?.text ? ` (${why.text})` : ''
  if (!opens_at) return t('queues.closed') + told
  return t('queues.opens', { when: opening(opens_at, lang.value, zone, new Date(now.value)) }) + told
}

function oldestFirst(a: QueueSummary, b: QueueSummary): number {
  if (a.oldest && b.oldest) return a.oldest < b.oldest ? -1 : 1
  return Number(Boolean(b.oldest)) - Number(Boolean(a.oldest)) || Number(b.open) - Number(a.open)
}
