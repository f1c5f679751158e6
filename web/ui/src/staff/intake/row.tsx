import { Link } from '../app/link'
import { to } from '../app/router'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import type { Proposal } from './api'
import { blocks, notes, type Row } from './intake'

interface Props {
  row: Row
  topics: Map<string, string>
  told: boolean // somebody tried to make it as it is
  onChange: (change: Partial<Pick<Row, 'question' | 'topic' | 'chosen'>>) => void
}

export function ProposalRow({ row, topics, told, onChange }: Props) {
  const { proposal, question, topic, chosen } = row
  const name = question || t('intake.place', { place: proposal.place })
  const stuck = told && chosen
  const blocked = blocks(row)
  const wrong = blocked.some(note => note.code.endsWith('question'))
  return (
    <tr class={chosen ? '' : 'intake-out'}>
      <td>
        <label class="check">
          <input
            type="checkbox"
            checked={chosen}
            data-stuck={stuck && blocked.length > 0 && !wrong ? '' : undefined}
            onChange={event => onChange({ chosen: event.currentTarget.checked })}
          />
          <span class="visually-hidden">{t('intake.make_this', { name })}</span>
          <span aria-hidden="true" class="intake-place">
            {proposal.place}
          </span>
        </label>
      </td>
      <td>
        <textarea
          class="form-control"
          rows={2}
          lang={proposal.lang}
          aria-label={t('intake.question_of', { place: proposal.place })}
          aria-invalid={wrong ? true : undefined}
          data-stuck={stuck && wrong ? '' : undefined}
          value={question}
          onInput={event => onChange({ question: event.currentTarget.value })}
        />
        <Answer proposal={proposal} />
      </td>
      <td>
        <select
          class="form-control"
          aria-label={t('intake.topic_of', { name })}
          aria-invalid={stuck && !topic ? true : undefined}
          data-stuck={stuck && !topic ? '' : undefined}
          value={topic}
          onChange={event => onChange({ topic: event.currentTarget.value })}
        >
          <option value="">{t('intake.topic_choose')}</option>
          {[...topics].map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        <p class="intake-small">{t(`lang.${proposal.lang}`)}</p>
      </td>
      <td>
        <Notes row={row} />
      </td>
    </tr>
  )
}

// The HTML is the server's, sanitized there.
function Answer({ proposal }: { proposal: Proposal }) {
  if (!proposal.body) return null
  return (
    <details class="intake-answer">
      <summary>
        {t('intake.answer')}
        {proposal.alternates.length > 0 && ` · ${t('intake.alternates', { n: proposal.alternates.length })}`}
      </summary>
      <div class="answer" lang={proposal.lang} dangerouslySetInnerHTML={{ __html: proposal.html }} />
      {proposal.alternates.length > 0 && (
        <ul class="intake-alternates" lang={proposal.lang}>
          {proposal.alternates.map(text => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </details>
  )
}

function Notes({ row }: { row: Row }) {
  const { duplicate, translation } = row.proposal
  const { topic } = row
  const list = notes(row)
  if (list.length === 0 && topic && !duplicate && !translation) {
    return (
      <p class="intake-fine">
        <Icon name="check" size={16} /> {t('intake.fine')}
      </p>
    )
  }
  return (
    <ul class="intake-notes">
      {duplicate && (
        <li class="intake-warn">
          {t(duplicate.how === 'like' ? 'intake.like' : 'intake.same')}{' '}
          <Link href={to('library', duplicate.id)} target="_blank">
            {duplicate.question}
          </Link>
        </li>
      )}
      {list.map(note => (
        <li key={note.code + note.text} class={note.blocks ? 'intake-bad' : ''}>
          {note.message}
        </li>
      ))}
      {!topic && !list.some(note => note.code === 'topic_unknown') && <li>{t('intake.no_topic')}</li>}
      {translation && <li>{t('intake.translated')}</li>}
    </ul>
  )
}
