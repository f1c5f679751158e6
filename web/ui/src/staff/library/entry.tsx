import { useEffect, useMemo, useRef } from 'preact/hooks'
import { Link } from '../app/link'
import { to, toTry } from '../app/router'
import { session } from '../app/session'
import { useShortcuts } from '../app/shortcuts'
import { date, t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed, Notice } from '../ui/notice'
import { Loading } from '../ui/states'
import { libraryApi } from './api'
import { EntryEditor } from './editor'
import { Preview } from './preview'
import { Problems } from './problems'
import { Stale } from './stale'
import { Toolbar } from './toolbar'

export function EntryPage({ id }: { id: string }) {
  const editor = useMemo(() => new EntryEditor(id, libraryApi(session.client), session.storage.peek()), [id])
  useEffect(() => {
    void editor.load()
    return () => editor.stop()
  }, [editor])
  const entry = editor.entry.value
  return (
    <div class="page page-wide">
      <p class="crumb">
        <Link href={to('library')}>
          <Icon name="back" size={16} /> {t('nav.library')}
        </Link>
      </p>
      {!entry &&
        (editor.failure.value ? (
          <Failed failure={editor.failure.value} onRetry={() => void editor.load()} />
        ) : (
          <Loading />
        ))}
      {entry && (
        <>
          <header class="page-head entry-head">
            <div>
              <h1>{entry.question}</h1>
              <p class="muted">
                <span class="tag">{entry.lang.toUpperCase()}</span> {entry.owner} ·{' '}
                {t('entry.updated', { date: date(entry.updated), revision: entry.revision })} · <code>{entry.id}</code>
              </p>
            </div>
            <p class="entry-links">
              <Link href={toTry(entry.question, entry.lang)}>{t('try.title')}</Link>
              {entry.twin && (
                <Link href={to('library', entry.twin)}>
                  {t(entry.lang === 'it' ? 'entry.twin_en' : 'entry.twin_it')}
                </Link>
              )}
              <a href={`/faq/${entry.lang}/${entry.topic}/${entry.id}`} target="_blank" rel="noopener">
                {t('entry.public')} <Icon name="link" size={15} />
                <span class="visually-hidden"> {t('app.new_window')}</span>
              </a>
            </p>
          </header>
          <Workbench editor={editor} />
        </>
      )}
    </div>
  )
}

function Workbench({ editor }: { editor: EntryEditor }) {
  const box = useRef<HTMLTextAreaElement>(null)
  const problems = editor.problems.value
  const toLine = (line: number) => selectLine(box.current, line)
  const save = () => void (editor.changed.peek() && editor.save())
  useShortcuts({ 'Ctrl+KeyS': save })
  return (
    <div>
      {editor.theirs.value ? <Stale editor={editor} theirs={editor.theirs.value} /> : null}
      {editor.failure.value && <Failed failure={editor.failure.value} title="entry.not_saved" />}
      {editor.restored.value && !editor.theirs.value && (
        <Notice tone="info" title={t('entry.restored')}>
          <button type="button" class="btn-plain" onClick={() => editor.discard()}>
            {t('entry.discard')}
          </button>
        </Notice>
      )}
      <Toolbar editor={editor} onSave={save} onProblems={() => toLine(problems[0]?.line ?? 1)} />
      <div class="workbench">
        <section class="workbench-source" aria-labelledby="source-title">
          <h2 id="source-title">{t('entry.source')}</h2>
          <textarea
            ref={box}
            class="source"
            aria-labelledby="source-title"
            aria-describedby="problems"
            spellcheck={false}
            wrap="soft"
            value={editor.source.value}
            onInput={event => editor.write(event.currentTarget.value)}
          />
          <Problems problems={problems} onLine={toLine} />
        </section>
        <Preview editor={editor} />
      </div>
    </div>
  )
}

function selectLine(box: HTMLTextAreaElement | null, line: number): void {
  if (!box) return
  const lines = box.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0)
  box.focus()
  box.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
}
