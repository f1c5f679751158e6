import { useState } from 'preact/hooks'
import type { MergeChunk } from '../../api/studio-types'
import { t } from '../i18n'
import { Notice } from '../ui/notice'
import type { Conflict, DraftKeeper } from './draft'
import { type Choice, mergedText } from './merge'

interface Props {
  keeper: DraftKeeper
  conflict: Conflict
}

// Two people wrote in the same lines: what goes together already is, the rest is chosen here.
export function MergeView({ keeper, conflict }: Props) {
  const { chunks } = conflict.merged
  const [chosen, setChosen] = useState<Record<number, Choice>>({})
  const open = chunks.flatMap((chunk, n) => (chunk.from === 'conflict' ? [n] : []))
  const left = open.filter(n => !chosen[n]).length
  const name = conflict.now.draft?.author ?? t('merge.colleague')
  return (
    <Notice tone="warn" title={t('merge.title', { name })}>
      <p>{t('merge.about', { n: open.length })}</p>
      {open.map((n, i) => (
        <Part
          key={n}
          chunk={chunks[n] as MergeChunk}
          title={t('merge.part', { n: i + 1, all: open.length })}
          name={name}
          choice={chosen[n]}
          onChoose={choice => setChosen({ ...chosen, [n]: choice })}
        />
      ))}
      <p class="notice-actions">
        <button
          type="button"
          class="btn btn-primary btn-xs"
          aria-disabled={left > 0}
          onClick={() => left === 0 && void keeper.settle(mergedText(chunks, chosen))}
        >
          {left > 0 ? t('merge.left', { n: left }) : t('merge.save')}
        </button>
      </p>
    </Notice>
  )
}

interface PartProps {
  chunk: MergeChunk
  title: string
  name: string
  choice: Choice | undefined
  onChoose: (choice: Choice) => void
}

function Part({ chunk, title, name, choice, onChoose }: PartProps) {
  const sides = [
    ['mine', t('merge.mine'), chunk.mine],
    ['theirs', t('merge.theirs', { name }), chunk.theirs],
    ['both', t('merge.both'), undefined],
  ] as const
  return (
    <fieldset class="choices merge-part">
      <legend>{title}</legend>
      {chunk.base && chunk.base.length > 0 && (
        <details class="merge-side">
          <summary>{t('merge.base')}</summary>
          <Lines lines={chunk.base} />
        </details>
      )}
      {sides.map(([side, label, lines]) => (
        <label key={side} class="merge-side check">
          <input type="radio" name={title} checked={choice === side} onChange={() => onChoose(side)} />
          <span>
            <strong>{label}</strong>
            {lines && <Lines lines={lines} />}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Lines({ lines }: { lines: string[] }) {
  const text = lines.join('').trim() ? lines.map(line => line.replace(/\n$/, '')).join('\n') : ''
  return text ? <span class="merge-lines">{text}</span> : <em class="muted">{t('merge.removed')}</em>
}
