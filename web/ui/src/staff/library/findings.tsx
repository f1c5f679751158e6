import { useEffect, useState } from 'preact/hooks'
import type { CheckedLink, Problem, Readability } from '../../api/studio-types'
import { session } from '../app/session'
import { type Key, moment, number, t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { useAct } from '../ui/use-act'
import { libraryApi } from './api'
import type { EntryEditor } from './editor'

interface Props {
  editor: EntryEditor
  onGo: (problem: Pick<Problem, 'field' | 'line'>) => void
}

// What is to mend, how easy the answer is to read, and where its links lead.
export function Findings({ editor, onGo }: Props) {
  const readability = editor.readability.value
  const problems = editor.problems.value
  return (
    <section class="findings" aria-label={t('findings.title')}>
      <div role="status">
        <Problems problems={problems} onGo={onGo} />
      </div>
      {readability && readability.words > 0 && <Reading of={readability} onLine={line => onGo({ field: '', line })} />}
      <Links editor={editor} />
    </section>
  )
}

function Problems({ problems, onGo }: { problems: Problem[]; onGo: Props['onGo'] }) {
  if (problems.length === 0) {
    return (
      <p class="problems-none">
        <Icon name="check" size={16} /> {t('entry.no_problems')}
      </p>
    )
  }
  return (
    <>
      <h2 class="problems-title">
        <Icon name="warn" size={16} /> {t('entry.problems', { n: problems.length })}
      </h2>
      <ul class="findings-list">
        {problems.map(problem => (
          <li key={`${problem.line}-${problem.code}-${problem.message}`}>
            <button type="button" class="btn-plain" onClick={() => onGo(problem)}>
              {t(problem.field ? 'findings.to_field' : 'findings.to_place')}
            </button>{' '}
            {problem.message}
          </li>
        ))}
      </ul>
    </>
  )
}

function Reading({ of, onLine }: { of: Readability; onLine: (line: number) => void }) {
  const { formula, score, level, hints, sentences, words } = of
  return (
    <details class="findings-part">
      <summary>
        <span class={`tag ${level === 'hard' ? 'tag-warn' : ''}`}>{t(`reading.${level}`)}</span>{' '}
        {t(`reading.${formula}`, { score: number(Math.round(score)) })}
      </summary>
      <p class="muted">{t('reading.about', { words: number(words), sentences: number(sentences) })}</p>
      {hints.length > 0 && (
        <ul class="findings-list">
          {hints.map(hint => (
            <li key={`${hint.line}-${hint.code}-${hint.message}`}>
              <button type="button" class="btn-plain" onClick={() => onLine(hint.line)}>
                {t('findings.to_place')}
              </button>{' '}
              {hint.message}
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

const none: CheckedLink[] = []

function Links({ editor }: { editor: EntryEditor }) {
  const known = editor.entry.value?.links ?? none
  const [links, setLinks] = useState<CheckedLink[]>(known)
  useEffect(() => setLinks(known), [known])
  const { busy, failure, run } = useAct()
  if (links.length === 0) return null
  const dead = links.filter(link => link.state === 'dead').length
  const check = () => run(async () => setLinks(await libraryApi(session.client).links(editor.id)))
  return (
    <details class="findings-part" open={dead > 0}>
      <summary>
        {dead > 0 && <span class="tag tag-warn">{t('links.dead_n', { n: dead })}</span>}{' '}
        {t('links.title', { n: links.length })}
      </summary>
      {failure && <Failed failure={failure} />}
      <ul class="findings-list">
        {links.map(link => (
          <li key={link.url} class="link-row">
            <span class={link.state === 'dead' ? 'tag tag-warn' : 'tag'}>{t(`links.${link.state}` as Key)}</span>{' '}
            <a href={link.url} target="_blank" rel="noopener">
              {link.url}
              <span class="visually-hidden"> {t('app.new_window')}</span>
            </a>
            {link.target && <span class="muted"> → {link.target}</span>}
            {link.checked_at && <span class="under">{t('links.at', { when: moment(link.checked_at) })}</span>}
          </li>
        ))}
      </ul>
      <button type="button" class="btn btn-outline-primary btn-xs" aria-disabled={busy} onClick={check}>
        {t(busy ? 'alternates.checking' : 'links.check')}
      </button>
    </details>
  )
}
