import type { Diff, DiffLine } from '../../api/studio-types'
import { t } from '../i18n'

const signs = { same: ' ', removed: '−', added: '+' }

// What differs between two texts: lines with their sign, the changed words marked.
export function DiffView({ diff }: { diff: Diff }) {
  if (diff.hunks.length === 0) return <p class="muted">{t('diff.none')}</p>
  return (
    <div class="diff">
      <p class="muted">{`${t('diff.added', { n: diff.added })}, ${t('diff.removed', { n: diff.removed })}`}</p>
      {diff.hunks.map(hunk => (
        <ol key={`${hunk.from}-${hunk.to}`} class="diff-hunk" aria-label={t('entry.line', { n: hunk.to || hunk.from })}>
          {hunk.lines.map(line => (
            <Line key={`${line.kind} ${line.from ?? ''} ${line.to ?? ''}`} line={line} />
          ))}
        </ol>
      ))}
    </div>
  )
}

function Line({ line }: { line: DiffLine }) {
  return (
    <li class={`diff-line diff-${line.kind}`}>
      <span class="diff-number" aria-hidden="true">
        {line.to ?? line.from}
      </span>
      <span class="diff-sign" aria-hidden="true">
        {signs[line.kind]}
      </span>
      <span class="diff-text">
        {line.kind !== 'same' && <span class="visually-hidden">{t(`diff.line_${line.kind}`)} </span>}
        <Parts line={line} />
      </span>
    </li>
  )
}

function Parts({ line }: { line: DiffLine }) {
  const Mark = line.kind === 'removed' ? 'del' : 'ins'
  return <>{line.parts.map((part, n) => (part.changed ? <Mark key={n}>{part.text}</Mark> : part.text))}</>
}
