import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { Link } from '../app/link'
import { go, to, toGuideDraft } from '../app/router'
import { session } from '../app/session'
import { date, lang, moment, number, percent, t } from '../i18n'
import { readOnly, WatchedFolder } from '../library/folder-notice'
import { useTopics } from '../library/use-topics'
import { SearchField } from '../ui/fields'
import { Icon } from '../ui/icons'
import { Failed, Notice } from '../ui/notice'
import { toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { Table } from '../ui/table'
import { useAct } from '../ui/use-act'
import { useAgain, useLoad } from '../ui/use-load'
import { type AllGuides, type GuideDraft, type GuideSummary, guidesApi, type UploadOf } from './api'
import { Discarded } from './discarded'
import { found, likelyGuide } from './list'
import { Upload } from './upload'

const lookMs = 2_000 // while a file is read

// The guides: what students see, what is on its way, what was taken out.
export function GuidesPage() {
  const api = useMemo(() => guidesApi(session.client), [])
  const topics = useTopics().value
  const all = useLoad(`guides ${lang.value}`, api.all)
  useAgain(all, lookMs, all.value?.drafts.some(draft => draft.state === 'reading') ?? false)
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('nav.guides')}</h1>
        <p class="muted">{t('guides.lead')}</p>
      </header>
      <Discarded api={api} />
      <WatchedFolder />
      <Loaded value={all.value} failure={all.failure} onRetry={all.reload}>
        {list => (
          <>
            {session.can('editor') && !readOnly.value && <NewGuide list={list} />}
            {list.drafts.length > 0 && <Drafts drafts={list.drafts} guides={list.guides} />}
            <Published list={list} topics={topics} />
            <Archived guides={list.guides.filter(guide => guide.revision === 0)} onRestored={all.reload} />
          </>
        )}
      </Loaded>
    </div>
  )
}

// A new guide, or a new version: where the name of the file is that of a guide, one is asked.
function NewGuide({ list }: { list: AllGuides }) {
  const api = useMemo(() => guidesApi(session.client), [])
  const [asked, setAsked] = useState<{ file: File; guide: GuideSummary } | undefined>()
  const [chosen, setChosen] = useState<{ file: File; of: UploadOf } | undefined>()
  const answer = useRef<HTMLButtonElement>(null)
  useEffect(() => answer.current?.focus(), [asked])
  const of = (file: File) => {
    const guide = likelyGuide(file.name, list.guides)
    if (!guide) return {}
    setAsked({ file, guide })
    return undefined
  }
  const choose = (whose: UploadOf) => {
    if (asked) setChosen({ file: asked.file, of: whose })
    setAsked(undefined)
  }
  return (
    <section aria-label={t('guides.upload')}>
      {asked && (
        <Notice tone="info" title={t('guides.is_version', { title: asked.guide.title })}>
          <p>{asked.file.name}</p>
          <div class="notice-actions">
            {!asked.guide.draft && (
              <button
                ref={answer}
                type="button"
                class="btn btn-primary btn-xs"
                onClick={() => choose({ guide: asked.guide.id })}
              >
                {t('guides.version_yes')}
              </button>
            )}
            {asked.guide.draft && (
              <Link class="btn btn-primary btn-xs" href={toGuideDraft(asked.guide.draft)}>
                {t('guides.open_draft')}
              </Link>
            )}
            <button type="button" class="btn btn-outline-primary btn-xs" onClick={() => choose({})}>
              {t('guides.version_no')}
            </button>
          </div>
        </Notice>
      )}
      <Upload api={api} title={t('guides.drop')} of={of} chosen={chosen} onSent={draft => go(toGuideDraft(draft.id))} />
    </section>
  )
}

function Drafts({ drafts, guides }: { drafts: GuideDraft[]; guides: GuideSummary[] }) {
  const titleOf = (id: string) => guides.find(guide => guide.id === id)?.title ?? id
  return (
    <section class="guide-group" aria-labelledby="guides-drafts">
      <h2 id="guides-drafts">{t('guides.drafts')}</h2>
      <ul class="guide-rows">
        {drafts.map(draft => (
          <li key={draft.id}>
            <div>
              <Link href={toGuideDraft(draft.id)}>{draft.title}</Link>
              <p class="muted">
                {draft.guide ? t('guides.version_of', { title: titleOf(draft.guide) }) : t('guides.new_guide')} ·{' '}
                {t('guides.by', { name: draft.author, when: moment(draft.changed_at) })}
              </p>
            </div>
            <DraftTag draft={draft} />
          </li>
        ))}
      </ul>
      <p class="muted">{t('guides.drafts_kept')}</p>
    </section>
  )
}

const looks = { reading: 'tag-blue', ready: 'tag-ok', failed: 'tag-bad' }

function DraftTag({ draft }: { draft: GuideDraft }) {
  const share = draft.total > 0 ? ` ${percent(draft.done / draft.total)}` : ''
  return (
    <span class={`tag ${looks[draft.state]}`}>
      {t(`guides.state_${draft.state}`)}
      {draft.state === 'reading' && share}
    </span>
  )
}

function Published({ list, topics }: { list: AllGuides; topics: Map<string, string> | undefined }) {
  const [words, setWords] = useState('')
  const live = list.guides.filter(guide => guide.revision > 0)
  if (live.length === 0)
    return (
      <Empty icon="note" title={t('guides.empty')}>
        <p>{t('guides.empty_about')}</p>
        <p>{t('guides.empty_do')}</p>
      </Empty>
    )
  const shown = found(live, words)
  return (
    <section class="guide-group" aria-labelledby="guides-live">
      <div class="page-head-row">
        <h2 id="guides-live">
          {t('guides.live')} ({number(live.length)})
        </h2>
        {live.length > 5 && <SearchField label={t('guides.search')} value={words} onText={setWords} />}
      </div>
      <Table
        name={t('guides.live')}
        class="guides-table"
        columns={[
          t('guides.title'),
          t('library.topic'),
          { numbers: t('guides.pages') },
          t('library.updated'),
          t('guides.review'),
          { numbers: t('guides.cited') },
          { numbers: t('guides.shown') },
        ]}
      >
        {shown.map(guide => (
          <Row key={guide.id} guide={guide} topic={topics?.get(guide.topic) ?? guide.topic} />
        ))}
      </Table>
      <p class="visually-hidden" role="status">
        {words && t('guides.matching', { n: shown.length })}
      </p>
      {shown.length === 0 && <p class="muted">{t('guides.no_match')}</p>}
    </section>
  )
}

function Row({ guide, topic }: { guide: GuideSummary; topic: string }) {
  return (
    <tr>
      <th scope="row">
        <span class="tag">{guide.lang.toUpperCase()}</span> <Link href={to('guides', guide.id)}>{guide.title}</Link>
        {guide.draft && (
          <Link class="guide-row-draft" href={toGuideDraft(guide.draft)}>
            {t('guides.open_draft')}
          </Link>
        )}
      </th>
      <td data-name={t('library.topic')}>{topic}</td>
      <td class="num" data-name={t('guides.pages')}>
        {number(guide.pages)}
      </td>
      <td class="nowrap" data-name={t('library.updated')}>
        {date(guide.updated)}
      </td>
      <td class="nowrap" data-name={t('guides.review')}>
        {guide.review_due ? (
          <span class="tag tag-warn">
            <Icon name="warn" size={13} /> {t('guides.review_due', { day: date(guide.review_by) })}
          </span>
        ) : (
          date(guide.review_by)
        )}
      </td>
      <td class="num" data-name={t('guides.cited')}>
        {number(guide.cited)}
      </td>
      <td class="num" data-name={t('guides.shown')}>
        {number(guide.use.shown)}
      </td>
    </tr>
  )
}

function Archived({ guides, onRestored }: { guides: GuideSummary[]; onRestored: () => void }) {
  const api = useMemo(() => guidesApi(session.client), [])
  const { busy, failure, run } = useAct()
  if (guides.length === 0) return null
  const restore = (guide: GuideSummary) =>
    run(async () => {
      await api.restore(guide.id, guide.restore ?? 0, 0)
      toast(t('guides.restored', { title: guide.title }), 'ok')
      onRestored()
    })
  return (
    <section class="guide-group" aria-labelledby="guides-gone">
      <h2 id="guides-gone">{t('guides.gone')}</h2>
      {failure && <Failed failure={failure} />}
      <ul class="guide-rows">
        {guides.map(guide => (
          <li key={guide.id}>
            <div>
              <Link href={to('guides', guide.id)}>{guide.title}</Link>
              <p class="muted">{t('guides.gone_since', { when: moment(guide.changed_at) })}</p>
            </div>
            {guide.restore && session.can('reviewer') && !readOnly.value && (
              <button
                type="button"
                class="btn btn-outline-primary btn-xs"
                aria-disabled={busy}
                aria-label={t('guides.restore_one', { title: guide.title })}
                onClick={() => restore(guide)}
              >
                <Icon name="undo" size={16} /> {t('guides.restore')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
