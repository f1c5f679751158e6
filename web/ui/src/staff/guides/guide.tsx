import { useMemo, useState } from 'preact/hooks'
import { Link } from '../app/link'
import { go, to, toGuideDraft } from '../app/router'
import { session } from '../app/session'
import { date, type Key, lang, moment, number, t } from '../i18n'
import { readOnly, WatchedFolder } from '../library/folder-notice'
import { useTopics } from '../library/use-topics'
import { Icon } from '../ui/icons'
import { Failed, Notice } from '../ui/notice'
import { toast } from '../ui/say'
import { Loaded } from '../ui/states'
import { type Undo, UndoBar } from '../ui/undo'
import { useAct } from '../ui/use-act'
import { useLoad } from '../ui/use-load'
import { type GuideDetail, type GuideRevision, type GuidesApi, guidesApi } from './api'
import { Citations } from './citations'
import { Discarded } from './discarded'
import { Upload } from './upload'

// All of a guide: what is said of it, who cites it, what it was.
export function GuidePage({ id }: { id: string }) {
  const api = useMemo(() => guidesApi(session.client), [])
  const guide = useLoad(`guide ${id} ${lang.value}`, () => api.guide(id))
  const [undo, setUndo] = useState<Undo | undefined>()
  const done = (now: GuideDetail, said: string, back?: () => Promise<GuideDetail>) => {
    guide.set(now)
    if (!back) toast(said, 'ok')
    setUndo(back && { text: said, back: async () => guide.set(await back()) })
  }
  return (
    <div class="page">
      <p class="crumb">
        <Link href={to('guides')}>
          <Icon name="back" size={16} /> {t('guides.back')}
        </Link>
      </p>
      <WatchedFolder />
      <Discarded api={api} />
      {undo && <UndoBar undo={undo} onClose={() => setUndo(undefined)} />}
      <Loaded value={guide.value} failure={guide.failure} onRetry={guide.reload}>
        {value => (
          <>
            <Head guide={value} api={api} onDone={done} />
            {value.warnings.length > 0 && <Warnings warnings={value.warnings} />}
            <Facts guide={value} />
            {value.revision > 0 && session.can('editor') && !readOnly.value && !value.draft && (
              <section class="guide-group" aria-labelledby="guide-next">
                <h2 id="guide-next">{t('guides.next')}</h2>
                <Upload
                  api={api}
                  title={t('guides.next_drop')}
                  of={() => ({ guide: value.id })}
                  onSent={draft => go(toGuideDraft(draft.id))}
                />
              </section>
            )}
            <section class="guide-group" aria-labelledby="guide-cited">
              <h2 id="guide-cited">
                {citing(value) > 0 ? t('guides.cited_by', { n: citing(value) }) : t('guides.cited_by_none')}
              </h2>
              {value.cited_by.length > 0 ? (
                <Citations list={value.cited_by} />
              ) : (
                <p class="muted">{t('guides.uncited')}</p>
              )}
            </section>
            <Revisions guide={value} api={api} onDone={done} />
          </>
        )}
      </Loaded>
    </div>
  )
}

// Entries, with those whose draft alone cites the guide.
const citing = ({ cited_by }: GuideDetail) => new Set(cited_by.map(({ entry }) => entry)).size

interface Props {
  guide: GuideDetail
  api: GuidesApi
  onDone: (now: GuideDetail, said: string, back?: () => Promise<GuideDetail>) => void
}

function Head({ guide, api, onDone }: Props) {
  const { busy, failure, run } = useAct()
  const live = guide.revision > 0
  const edit = () => run(async () => go(toGuideDraft((await api.edit(guide.id)).id)))
  const archive = () =>
    run(async () => {
      const now = await api.archive(guide.id, guide.revision)
      onDone(now, t('guides.archived', { title: guide.title }), () => api.restore(guide.id, guide.revision, 0))
    })
  return (
    <header class="page-head page-head-row">
      <div>
        <h1>{guide.title}</h1>
        <p class="muted">
          {live
            ? t('guides.is_live', { when: moment(guide.changed_at) })
            : t('guides.gone_since', { when: moment(guide.changed_at) })}
        </p>
      </div>
      <div class="card-actions">
        {live && (
          <a class="btn btn-outline-primary btn-sm" href={guide.url} target="_blank" rel="noreferrer">
            <Icon name="link" size={18} /> {t('guides.open_pdf')}{' '}
            <span class="visually-hidden">{t('app.new_window')}</span>
          </a>
        )}
        {live && session.can('reviewer') && !readOnly.value && (
          <button type="button" class="btn btn-outline-primary btn-sm" aria-disabled={busy} onClick={archive}>
            {t('guides.archive')}
          </button>
        )}
        {guide.draft ? (
          <Link class="btn btn-primary btn-sm" href={toGuideDraft(guide.draft)}>
            {t('guides.open_draft')}
          </Link>
        ) : (
          live &&
          session.can('editor') &&
          !readOnly.value && (
            <button type="button" class="btn btn-primary btn-sm" aria-disabled={busy} onClick={edit}>
              <Icon name="edit" size={18} /> {t('guides.edit')}
            </button>
          )
        )}
      </div>
      {failure && <Failed failure={failure} />}
    </header>
  )
}

export function Warnings({ warnings }: { warnings: string[] }) {
  return (
    <Notice tone="warn" title={t('guides.warnings')} live={false}>
      <ul class="findings-list">
        {warnings.map(warning => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </Notice>
  )
}

function Facts({ guide }: { guide: GuideDetail }) {
  const topics = useTopics().value
  const facts: [string, string][] = [
    [t('library.topic'), topics?.get(guide.topic) ?? guide.topic],
    [t('guides.lang'), t(`lang.${guide.lang}`)],
    [t('write.audience'), guide.audience.map(one => t(`audience.${one}` as Key)).join(', ')],
    [t('library.owner'), guide.owner],
    [t('library.updated'), date(guide.updated)],
    [t('guides.review'), date(guide.review_by)],
    [t('guides.pages'), t('guides.pages_passages', { n: guide.pages, passages: number(guide.passages) })],
    [
      t('guides.shown'),
      t('guides.use', { n: guide.use.shown, helped: guide.use.helped, rejected: guide.use.rejected }),
    ],
  ]
  return (
    <dl class="guide-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {guide.source_url && (
        <div>
          <dt>{t('guides.source')}</dt>
          <dd>
            <a href={guide.source_url}>{guide.source_url}</a>
          </dd>
        </div>
      )}
    </dl>
  )
}

function Revisions({ guide, api, onDone }: Props) {
  const { busy, failure, run } = useAct()
  const restore = (one: GuideRevision) =>
    run(async () => {
      const before = guide.revision
      const now = await api.restore(guide.id, one.revision, before)
      const said = t('guides.restored', { title: one.title })
      if (before > 0) onDone(now, said, () => api.restore(guide.id, before, now.revision))
      else onDone(now, said)
    })
  return (
    <section class="guide-group" aria-labelledby="guide-past">
      <h2 id="guide-past">{t('guides.past')}</h2>
      {failure && <Failed failure={failure} />}
      <ol class="guide-rows">
        {guide.revisions.map(one => (
          <li key={one.revision}>
            <div>
              <strong>{t('guides.version', { n: one.revision })}</strong>{' '}
              {one.kind && <span class="tag">{t(`revision.${one.kind}` as Key)}</span>}{' '}
              {one.revision === guide.revision && <span class="tag tag-ok">{t('guides.now')}</span>}
              <p class="muted">
                {t('guides.by', { name: one.author || t('history.program'), when: moment(one.at) })}
                {one.pages > 0 && ` · ${t('guides.n_pages', { n: one.pages })}`}
              </p>
            </div>
            {one.kept && one.revision !== guide.revision && session.can('reviewer') && !readOnly.value && (
              <button
                type="button"
                class="btn btn-outline-primary btn-xs"
                aria-disabled={busy}
                aria-label={t('guides.restore_version', { n: one.revision })}
                onClick={() => restore(one)}
              >
                <Icon name="undo" size={16} /> {t('guides.restore')}
              </button>
            )}
          </li>
        ))}
      </ol>
      <p class="muted">{t('guides.past_kept')}</p>
    </section>
  )
}
