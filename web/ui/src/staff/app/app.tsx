import { useSignalEffect } from '@preact/signals'
import { lazy, Suspense } from 'preact/compat'
import { useEffect, useRef } from 'preact/hooks'
import { DeskPage } from '../desk/page'
import { type Key, lang, t } from '../i18n'
import { Failed } from '../ui/notice'
import { Says } from '../ui/say'
import { Empty, Loading } from '../ui/states'
import { Bar } from './bar'
import { Help } from './help'
import { pages, pagesFor } from './pages'
import { go, type Route, route, to } from './router'
import { session } from './session'
import { helpOpen, useShortcuts } from './shortcuts'
import { SignIn } from './sign-in'
import { keepWorkplace, workplace } from './workplace'

const EntriesPage = lazy(() => import('../library/page').then(m => m.EntriesPage))
const EntryPage = lazy(() => import('../library/entry').then(m => m.EntryPage))
const IntakePage = lazy(() => import('../intake/page').then(m => m.IntakePage))
const SynonymsPage = lazy(() => import('../synonyms/page').then(m => m.SynonymsPage))
const TestsPage = lazy(() => import('../tests/page').then(m => m.TestsPage))
const NoticesPage = lazy(() => import('../notices/page').then(m => m.NoticesPage))
const CannedPage = lazy(() => import('../canned/page').then(m => m.CannedPage))
const GuidesPage = lazy(() => import('../guides/page').then(m => m.GuidesPage))
const GuidePage = lazy(() => import('../guides/guide').then(m => m.GuidePage))
const GuideDraftPage = lazy(() => import('../guides/draft').then(m => m.GuideDraftPage))
const PairsPage = lazy(() => import('../pairs/page').then(m => m.PairsPage))
const MissingPage = lazy(() => import('../missing/page').then(m => m.MissingPage))
const TryPage = lazy(() => import('../explain/page').then(m => m.TryPage))
const BoardPage = lazy(() => import('../board/page').then(m => m.BoardPage))
const QueuesPage = lazy(() => import('../queues/page').then(m => m.QueuesPage))
const AppointmentsPage = lazy(() => import('../queues/appointments').then(m => m.AppointmentsPage))
const QueuePage = lazy(() => import('../queues/queue').then(m => m.QueuePage))
const ReportsPage = lazy(() => import('../reports/page').then(m => m.ReportsPage))
const UsersPage = lazy(() => import('../users/page').then(m => m.UsersPage))

export function App() {
  useEffect(keepWorkplace, [])
  useTitle()
  const { standing, failure } = session
  if (standing.value === 'in') return <Frame />
  if (failure.value) {
    return (
      <main class="sign-in">
        <div class="sign-in-card">
          <h1>{t('app.name')}</h1>
          <Failed failure={failure.value} onRetry={() => void session.load()} />
        </div>
      </main>
    )
  }
  return standing.value === 'unknown' ? <Loading /> : <SignIn />
}

function Frame() {
  const main = useRef<HTMLElement>(null)
  useShortcuts({ '?': () => (helpOpen.value = true) })
  useFocusOnRoute(main)
  return (
    <>
      <a class="skip" href="#content">
        {t('app.skip')}
      </a>
      <Bar />
      <main id="content" ref={main} tabIndex={-1}>
        <Suspense fallback={<Loading />}>
          <Page at={route.value} />
        </Suspense>
      </main>
      {helpOpen.value && <Help onClose={() => (helpOpen.value = false)} />}
      <Says />
    </>
  )
}

function Page({ at }: { at: Route }) {
  const mine = pagesFor(session.me.value?.roles ?? [])
  const first = mine[0]
  const home = at.page === 'home' && first ? to(first.page) : undefined
  useEffect(() => {
    if (home) go(home, { replace: true })
  }, [home])
  if (home) return null
  if (at.page === 'home') return <Blank title="app.no_pages" text="app.no_pages_do" />
  if (at.page === 'nowhere') return <Blank title="app.missing" text="app.missing_do" />
  if (!mine.some(link => link.page === at.page)) return <Blank title="app.forbidden" />
  switch (at.page) {
    case 'desk':
      return <DeskPage chat={at.chat} />
    case 'library':
      return 'entry' in at ? <EntryPage key={at.entry} id={at.entry} view={at.view} /> : <EntriesPage />
    case 'guides':
      if (at.draft) return <GuideDraftPage key={at.draft} id={at.draft} />
      return at.guide ? <GuidePage key={at.guide} id={at.guide} /> : <GuidesPage />
    case 'pairs':
      return <PairsPage kind={at.kind} dismissed={at.dismissed} />
    case 'import':
      return <IntakePage />
    case 'synonyms':
      return <SynonymsPage lang={at.lang} />
    case 'tests':
      return <TestsPage lang={at.lang} />
    case 'notices':
      return <NoticesPage />
    case 'canned':
      return <CannedPage lang={at.lang} />
    case 'missing':
      return <MissingPage look={at.look} />
    case 'try':
      return <TryPage key={`${at.as} ${at.q}`} q={at.q} asIn={at.as} />
    case 'board':
      return <BoardPage />
    case 'queues':
      if (at.queue && at.part) return <AppointmentsPage key={at.queue} id={at.queue} />
      return at.queue ? <QueuePage key={at.queue} id={at.queue} /> : <QueuesPage />
    case 'reports':
      return <ReportsPage days={at.days} />
    case 'users':
      return <UsersPage user={at.user} />
  }
}

function Blank({ title, text }: { title: Key; text?: Key }) {
  return (
    <div class="page">
      <h1 tabIndex={-1}>{t(title)}</h1>
      {text && <Empty icon="info" title={t(text)} />}
    </div>
  )
}

// A new page is announced by its heading. Choosing a chat moves the focus itself.
function useFocusOnRoute(main: { current: HTMLElement | null }): void {
  const before = useRef(`${route.peek().page}`)
  useSignalEffect(() => {
    const at = route.value
    const key =
      at.page === 'library'
        ? `library ${'entry' in at ? at.entry : ''}`
        : at.page === 'queues'
          ? `queues ${at.queue ?? ''}`
          : at.page
    if (key === before.current) return
    before.current = key
    requestAnimationFrame(() => {
      const heading = main.current?.querySelector<HTMLElement>('h1')
      heading?.setAttribute('tabindex', '-1')
      ;(heading ?? main.current)?.focus()
    })
  })
}

function useTitle(): void {
  useSignalEffect(() => {
    const { page } = route.value
    const name = pages.find(link => link.page === page)?.name
    const unread = session.standing.value === 'in' ? (workplace.value?.desk.unread.value ?? 0) : 0
    const inside = session.standing.value === 'in' && name ? `${t(name)} · ` : ''
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${inside}${t('app.name')}`
    document.documentElement.lang = lang.value
  })
}
