import { useMemo, useState } from 'preact/hooks'
import { session } from '../app/session'
import { number, t } from '../i18n'
import { SelectField } from '../ui/fields'
import { Icon } from '../ui/icons'
import { Loaded } from '../ui/states'
import { useLoad } from '../ui/use-load'
import { type GuideDraftDetail, guidesApi, pictureOf } from './api'

// Each page as it looks, beside the passages that were read from it.
export function Pages({ draft }: { draft: GuideDraftDetail }) {
  const { pages } = draft
  const [at, setAt] = useState(() => pages.find(page => page.passages > 0)?.page ?? 1) // not the cover
  const bare = pages.filter(page => page.passages === 0).map(page => page.page)
  const passages = pages.reduce((sum, page) => sum + page.passages, 0)
  return (
    <section class="guide-group" aria-labelledby="guide-pages">
      <h2 id="guide-pages">{t('guides.as_read')}</h2>
      <p class="muted">
        {t('guides.pages_passages', { n: pages.length, passages: number(passages) })} {t('guides.as_read_about')}
      </p>
      {bare.length > 0 && (
        <p class="guide-bare">
          <Icon name="warn" size={18} />{' '}
          {t('guides.bare', { n: bare.length, pages: bare.slice(0, 20).join(', ') + (bare.length > 20 ? '…' : '') })}
        </p>
      )}
      <nav class="guide-turn" aria-label={t('guides.turn')}>
        <button
          type="button"
          class="btn btn-outline-primary btn-sm"
          aria-disabled={at === 1}
          onClick={() => setAt(Math.max(1, at - 1))}
        >
          <Icon name="back" size={18} /> {t('guides.page_before')}
        </button>
        <SelectField
          label={t('guides.page')}
          value={String(at)}
          onChoose={page => setAt(Number(page))}
          options={pages.map(({ page, passages }) => ({
            id: String(page),
            name: t('guides.page_of', { n: page, passages: number(passages) }),
          }))}
        />
        <button
          type="button"
          class="btn btn-outline-primary btn-sm"
          aria-disabled={at === pages.length}
          onClick={() => setAt(Math.min(pages.length, at + 1))}
        >
          {t('guides.page_after')} <Icon name="next" size={18} />
        </button>
      </nav>
      <Shown key={draft.revision} draft={draft} page={at} />
    </section>
  )
}

function Shown({ draft, page }: { draft: GuideDraftDetail; page: number }) {
  const api = useMemo(() => guidesApi(session.client), [])
  const read = useLoad(`${draft.id} ${draft.revision} ${page}`, async () => ({
    page,
    ...(await api.page(draft.id, page)),
  }))
  const lang = draft.fields?.lang
  return (
    <div class="guide-page">
      <img class="guide-picture" src={pictureOf(draft.id, page)} alt={t('guides.picture', { n: page })} />
      <div class="guide-passages" aria-live="polite">
        <Loaded value={read.value?.page === page ? read.value : undefined} failure={read.failure} onRetry={read.reload}>
          {({ unread, passages }) => (
            <>
              {passages.length === 0 && <p class="muted">{t(unread ? 'guides.page_damaged' : 'guides.page_bare')}</p>}
              <ol aria-label={t('guides.passages', { n: page })}>
                {passages.map((passage, n) => (
                  <li key={n}>
                    {passage.section && (
                      <p class="guide-section" lang={lang}>
                        {passage.section}
                      </p>
                    )}
                    <p class="guide-text" lang={lang}>
                      {passage.text}
                    </p>
                  </li>
                ))}
              </ol>
            </>
          )}
        </Loaded>
      </div>
    </div>
  )
}
