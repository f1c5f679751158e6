import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Link } from '../app/link'
import { go, to } from '../app/router'
import { session } from '../app/session'
import { lang, number, percent, t } from '../i18n'
import { readOnly, WatchedFolder } from '../library/folder-notice'
import { useTopics } from '../library/use-topics'
import { Dialog } from '../ui/dialog'
import { Icon } from '../ui/icons'
import { Failed, Notice } from '../ui/notice'
import { say } from '../ui/say'
import { Loaded } from '../ui/states'
import { useAct } from '../ui/use-act'
import { useAgain, useLoad } from '../ui/use-load'
import { type GuideDraftDetail, type GuidesApi, guidesApi } from './api'
import { Changes } from './changes'
import { discarded } from './discarded'
import { FieldsForm } from './fields'
import { Warnings } from './guide'
import { Pages } from './pages'
import { PublishGuide } from './publish'
import { Upload } from './upload'

const lookMs = 700 // while the file is read

// A version that students do not see yet: how it was read, what it changes, what is said of it.
export function GuideDraftPage({ id }: { id: string }) {
  const api = useMemo(() => guidesApi(session.client), [])
  const draft = useLoad(`draft ${id} ${lang.value}`, () => api.draft(id))
  const state = draft.value?.state
  const before = useRef(state)
  useEffect(() => {
    if (before.current === 'reading' && state === 'ready') say(t('guides.was_read'))
    before.current = state
  }, [state])
  useAgain(draft, lookMs, state === 'reading')
  return (
    <div class="page guide-draft">
      <p class="crumb">
        <Link href={to('guides')}>
          <Icon name="back" size={16} /> {t('guides.back')}
        </Link>
      </p>
      <WatchedFolder />
      <Loaded value={draft.value} failure={draft.failure} onRetry={draft.reload}>
        {value => (
          <>
            <Head draft={value} api={api} />
            {value.state === 'reading' && <Reading draft={value} />}
            {value.state === 'failed' && <Unreadable draft={value} api={api} onSent={draft.reload} />}
            {value.state === 'ready' && <Ready draft={value} api={api} onChanged={draft.set} onReload={draft.reload} />}
          </>
        )}
      </Loaded>
    </div>
  )
}

function Head({ draft, api }: { draft: GuideDraftDetail; api: GuidesApi }) {
  const [asking, setAsking] = useState(false)
  const { busy, failure, run } = useAct()
  const discard = () =>
    run(async () => {
      await api.discard(draft.id, draft.revision)
      discarded.value = { id: draft.id, title: draft.title }
      go(draft.guide ? to('guides', draft.guide) : to('guides'))
    })
  return (
    <header class="page-head page-head-row">
      <div>
        <h1>{draft.title}</h1>
        <p class="muted">
          {draft.guide ? t('guides.draft_version') : t('guides.draft_new')} {draft.name}
          {draft.size > 0 && `, ${sizeWords(draft.size)}`}
        </p>
      </div>
      <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => setAsking(true)}>
        {t('guides.discard')}
      </button>
      {asking && (
        <Dialog title={t('guides.discard_title')} onClose={() => setAsking(false)}>
          <div class="dialog-body">
            <p>{t('guides.discard_about')}</p>
            {failure && <Failed failure={failure} />}
          </div>
          <footer class="dialog-foot">
            <button type="button" class="btn btn-outline-primary btn-sm" data-focus onClick={() => setAsking(false)}>
              {t('guides.discard_keep')}
            </button>
            <button type="button" class="btn btn-primary btn-sm" aria-disabled={busy} onClick={discard}>
              {t('guides.discard')}
            </button>
          </footer>
        </Dialog>
      )}
    </header>
  )
}

const sizeWords = (bytes: number) =>
  bytes < 2 ** 20
    ? t('guides.kb', { n: number(Math.ceil(bytes / 1024)) })
    : t('guides.mb', { n: number(Math.round(bytes / 2 ** 20)) })

function Reading({ draft }: { draft: GuideDraftDetail }) {
  const known = draft.total > 0
  return (
    <div class="guide-reading">
      <label>
        {known
          ? t('guides.reading_pages', {
              n: number(draft.done),
              of: number(draft.total),
              share: percent(draft.done / draft.total),
            })
          : t('guides.reading')}
        <progress {...(known && { max: draft.total, value: draft.done })} />
      </label>
      <p class="muted">{t('guides.reading_about')}</p>
    </div>
  )
}

interface UnreadableProps {
  draft: GuideDraftDetail
  api: GuidesApi
  onSent: () => void
}

// The file can't be read: why, what to do, and the place for another.
function Unreadable({ draft, api, onSent }: UnreadableProps) {
  return (
    <>
      <Notice tone="bad" title={t('guides.unreadable')}>
        <p>{draft.message}</p>
      </Notice>
      {session.can('editor') && !readOnly.value && (
        <Upload api={api} title={t('guides.again_drop')} of={() => ({ draft })} onSent={onSent} />
      )}
    </>
  )
}

interface ReadyProps {
  draft: GuideDraftDetail
  api: GuidesApi
  onChanged: (draft: GuideDraftDetail) => void
  onReload: () => void
}

function Ready({ draft, api, onChanged, onReload }: ReadyProps) {
  const [publishing, setPublishing] = useState(false)
  const [told, setTold] = useState(false) // what is missing
  const [unsaved, setUnsaved] = useState(false)
  const topics = useTopics().value
  return (
    <>
      {draft.message && (
        <Notice tone="warn" title={t('guides.partly')} live={false}>
          <p>{draft.message}</p>
        </Notice>
      )}
      {draft.warnings.length > 0 && <Warnings warnings={draft.warnings} />}
      {draft.changes && <Changes changes={draft.changes} cited={draft.cited} />}
      {draft.fields && (
        <FieldsForm
          key={draft.id}
          draft={draft}
          fields={draft.fields}
          api={api}
          topics={topics}
          told={told}
          onSaved={onChanged}
          onUnsaved={setUnsaved}
        />
      )}
      <Pages draft={draft} />
      {!readOnly.value && (
        <div class="intake-bar">
          <p class="muted">{barWords(unsaved)}</p>
          {session.can('reviewer') && (
            <button
              type="button"
              class="btn btn-primary btn-sm"
              aria-disabled={unsaved}
              onClick={() => setPublishing(!unsaved)}
            >
              {t('guides.publish')}
            </button>
          )}
        </div>
      )}
      {publishing && (
        <PublishGuide
          draft={draft}
          api={api}
          onClose={() => {
            setPublishing(false)
            setTold(draft.problems.length > 0)
          }}
          onStale={() => {
            setPublishing(false)
            onReload()
          }}
        />
      )}
    </>
  )
}

function barWords(unsaved: boolean): string {
  if (unsaved) return t('guides.save_first')
  return session.can('reviewer') ? t('guides.publish_about') : t('guides.publish_who')
}
