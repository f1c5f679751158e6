import { useEffect, useMemo } from 'preact/hooks'
import type { EntryDetail } from '../../api/studio-types'
import { Link } from '../app/link'
import { type EntryView, to, toEntry, toTry } from '../app/router'
import { session } from '../app/session'
import { date, t } from '../i18n'
import { AddTest } from '../tests/add'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { Empty, Loading } from '../ui/states'
import { UndoBar } from '../ui/undo'
import { libraryApi } from './api'
import { EntryBar } from './bar'
import { EntryEditor } from './editor'
import { WatchedFolder } from './folder-notice'
import { HistoryPart } from './history'
import { Notices } from './notices'
import { Presence } from './presence'
import { StateTag } from './state-tag'
import { UsePart } from './use'
import { useTopics } from './use-topics'
import { Workbench } from './workbench'

interface Props {
  id: string
  view: EntryView
}

// An entry: being written, its history, its use.
export function EntryPage({ id, view }: Props) {
  const api = useMemo(() => libraryApi(session.client), [])
  const editor = useMemo(() => new EntryEditor(id, api, session.storage.peek()), [id])
  const topics = useTopics()
  useEffect(() => {
    void editor.load()
    return () => editor.stop()
  }, [editor])
  useLeaveGuard(editor)
  const entry = editor.entry.value
  return (
    <div class="page page-wide">
      <p class="crumb">
        <Link href={to('library')}>
          <Icon name="back" size={16} /> {t('nav.library')}
        </Link>
      </p>
      <WatchedFolder />
      {!entry && editor.failure.value && <Failed failure={editor.failure.value} onRetry={() => void editor.load()} />}
      {!entry && !editor.failure.value && <Loading />}
      {editor.undo.value && <UndoBar undo={editor.undo.value} onClose={() => (editor.undo.value = undefined)} />}
      {editor.gone.value && (
        <Empty icon="info" title={t('entry.gone')}>
          <p>{t('entry.gone_do')}</p>
        </Empty>
      )}
      {entry && !editor.gone.value && (
        <>
          <Head editor={editor} entry={entry} view={view} />
          <Presence editor={editor} />
          <Notices editor={editor} entry={entry} />
          <EntryBar editor={editor} entry={entry} />
          {view === 'write' && <Workbench editor={editor} entry={entry} topics={topics.value} />}
          {view === 'history' && <HistoryPart editor={editor} entry={entry} />}
          {view === 'use' && <UsePart id={id} />}
        </>
      )}
    </div>
  )
}

const views = [
  ['write', 'entry.write'],
  ['history', 'entry.history'],
  ['use', 'entry.use'],
] as const

function Head({ editor, entry, view }: { editor: EntryEditor; entry: EntryDetail; view: EntryView }) {
  const question = editor.question.value || entry.id
  return (
    <header class="page-head entry-head">
      <div>
        <h1 lang={entry.lang}>{question}</h1>
        <p class="muted entry-meta">
          <StateTag state={entry.state} /> <span class="tag">{entry.lang.toUpperCase()}</span> {entry.owner}
          {entry.revision > 0 && ` · ${t('entry.updated', { date: date(entry.updated), revision: entry.revision })}`} ·{' '}
          <code>{entry.id}</code>
        </p>
      </div>
      <div class="entry-ways">
        <nav class="segments" aria-label={t('entry.views')}>
          {views.map(([one, name]) => (
            <Link key={one} href={toEntry(entry.id, one)} {...(one === view && { 'aria-current': 'page' })}>
              {t(name)}
            </Link>
          ))}
        </nav>
        <p class="entry-links">
          <Link href={toTry(question, entry.lang)}>{t('try.title')}</Link>
          {entry.published && (
            <AddTest name={t('tests.add_question')} text={question} lang={entry.lang} entry={entry.id} />
          )}
          {entry.published && (
            <a href={entry.url} target="_blank" rel="noopener">
              {t('entry.public')} <Icon name="link" size={15} />
              <span class="visually-hidden"> {t('app.new_window')}</span>
            </a>
          )}
        </p>
      </div>
    </header>
  )
}

// Closing the window with a text that is not saved yet asks first; leaving the page saves it,
// and so does a network that is back.
function useLeaveGuard(editor: EntryEditor): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (!editor.keeper.dirty.peek()) return
      void editor.keeper.save()
      event.preventDefault()
    }
    const back = () => void (editor.keeper.failure.peek() && editor.keeper.save())
    window.addEventListener('beforeunload', ask)
    window.addEventListener('online', back)
    return () => {
      window.removeEventListener('beforeunload', ask)
      window.removeEventListener('online', back)
    }
  }, [editor])
}
