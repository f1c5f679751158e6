import { useMemo } from 'preact/hooks'
import { Link } from '../app/link'
import { go, to } from '../app/router'
import { session } from '../app/session'
import { type Key, t } from '../i18n'
import { libraryApi } from '../library/api'
import { useTopics } from '../library/use-topics'
import { languages, SelectField } from '../ui/fields'
import { useLoad } from '../ui/use-load'
import { missingApi } from './api'
import { GapList } from './gaps'
import { addressOf, type Look, orders, reasons, shows, spans } from './look'
import { Proposals } from './proposals'

// What students ask and the library does not answer, and what operators propose.
export function MissingPage({ look }: { look: Look }) {
  const api = useMemo(() => missingApi(session.client), [])
  const library = useMemo(() => libraryApi(session.client), [])
  const topics = useTopics()
  const entries = useLoad('entries', library.entries)
  const around = { api, topics: topics.value, entries: entries.value ?? [] }
  return (
    <div class="page missing-page">
      <header class="page-head">
        <h1>{t('nav.missing')}</h1>
        <p class="muted">{t('missing.lead')}</p>
      </header>
      <nav class="segments missing-shows" aria-label={t('missing.shows')}>
        {shows.map(show => (
          <Link
            key={show}
            href={to('missing') + addressOf({ ...look, show })}
            {...(show === look.show && { 'aria-current': 'true' })}
          >
            {t(`missing.show_${show}`)}
          </Link>
        ))}
      </nav>
      {look.show === 'proposals' ? (
        <Proposals {...around} />
      ) : (
        <>
          <Filters look={look} topics={topics.value} />
          <GapList key={addressOf(look)} look={look} {...around} />
        </>
      )}
    </div>
  )
}

function Filters({ look, topics }: { look: Look; topics: Map<string, string> | undefined }) {
  const set = (part: Partial<Look>) => go(to('missing') + addressOf({ ...look, ...part }), { replace: true })
  return (
    <search class="filters filters-many missing-filters">
      <SelectField
        label={t('library.topic')}
        value={look.topic}
        none={t('library.all')}
        options={[...(topics ?? [])].map(([id, name]) => ({ id, name }))}
        onChoose={topic => set({ topic })}
      />
      <SelectField
        label={t('library.lang')}
        value={look.lang}
        none={t('library.all_langs')}
        options={languages()}
        onChoose={id => set({ lang: id as Look['lang'] })}
      />
      <SelectField
        label={t('missing.reason')}
        value={look.reason}
        none={t('missing.any_reason')}
        options={reasons.map(id => ({ id, name: t(`missing.reason_${id}`) }))}
        onChoose={id => set({ reason: id as Look['reason'] })}
      />
      <SelectField
        label={t('missing.months')}
        value={String(look.months)}
        options={spans.map(n => ({ id: String(n), name: t('missing.last_months', { n }) }))}
        onChoose={id => set({ months: Number(id) })}
      />
      <SelectField
        label={t('library.order')}
        value={look.order}
        options={orders.map(id => ({ id, name: t(`missing.order_${id}` as Key) }))}
        onChoose={id => set({ order: id as Look['order'] })}
      />
    </search>
  )
}
