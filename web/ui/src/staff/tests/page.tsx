import { useMemo, useState } from 'preact/hooks'
import type { Lang } from '../../api/types'
import { session } from '../app/session'
import { useShortcuts } from '../app/shortcuts'
import { preferences } from '../app/storage'
import { Book } from '../book/book'
import type { Kind } from '../book/kind'
import { BookPage, Found } from '../book/page'
import { t } from '../i18n'
import { libraryApi } from '../library/api'
import { SearchField } from '../ui/fields'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { say } from '../ui/say'
import { Segments } from '../ui/segments'
import { Empty } from '../ui/states'
import { useAct } from '../ui/use-act'
import { useLoad } from '../ui/use-load'
import { type Draft, type TestQuestion, type TestRow, type TestsApi, testsApi } from './api'
import { find, tally } from './find'
import { TestForm } from './form'
import { PasteDialog } from './paste-dialog'
import { Run } from './run'
import { RunResult } from './run-result'
import { Test } from './test'

type TestKind = Kind<TestQuestion, Draft>

// What came of the last run stays while one goes to an entry and back.
const run = new Run(preferences)

export function TestsPage({ lang }: { lang: Lang }) {
  const api = useMemo(() => testsApi(session.client), [])
  const book = useMemo(() => new Book(api), [])
  const entries = useLoad('entries', libraryApi(session.client).entries).value
  const known = useMemo(() => entries && new Map(entries.map(entry => [entry.id, entry])), [entries])
  const [pasting, setPasting] = useState(false)
  const { busy, failure, run: act } = useAct()
  const there = book.rows.value?.filter(row => !row.deleted).map(row => row.item) ?? []
  const runAll = () =>
    act(async () => {
      say(t('tests.running'))
      await ask(api, book)
      const { tried, right } = tally(book.rows.peek() ?? [], run)
      say(t('tests.result', { n: tried, right }))
    })
  useShortcuts({ 'Alt+KeyR': () => there.length > 0 && runAll() })
  const kind: TestKind = {
    area: 'tests',
    book,
    blank: lang => ({ lang, text: '', entry: '' }),
    name: test => test.text,
    show: test => <Test test={test} tried={run.of(test)} entries={known} />,
    theirs: test => <p>{t('tests.stale_now', { text: test.text, entry: test.entry || t('tests.nothing') })}</p>,
    form: props => <TestForm {...props} entries={entries ?? []} />,
  }
  const acts = (
    <>
      <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => setPasting(true)}>
        <Icon name="list" size={18} /> {t('tests.paste')}
      </button>
      {there.length > 0 && (
        <button type="button" class="btn btn-outline-primary btn-sm" aria-disabled={busy} onClick={runAll}>
          <Icon name="checks" size={18} /> {t(busy ? 'tests.running' : 'tests.run')} <kbd>Alt+R</kbd>
        </button>
      )}
    </>
  )
  return (
    <BookPage kind={kind} lang={lang} acts={acts}>
      {rows => (
        <>
          {failure && <Failed failure={failure} />}
          <RunResult rows={rows} run={run} lang={lang} />
          {rows.some(row => row.item.lang === lang) ? <List kind={kind} rows={rows} lang={lang} /> : <Teaching />}
          {pasting && (
            <PasteDialog
              lang={lang}
              entries={entries ?? []}
              tests={there}
              add={draft => book.add(draft)}
              onClose={() => setPasting(false)}
            />
          )}
        </>
      )}
    </BookPage>
  )
}

// Asks all. Those that others added since are read too.
async function ask(api: TestsApi, book: Book<TestQuestion, Draft>): Promise<void> {
  const results = await api.run()
  const here = new Set(book.rows.peek()?.map(row => row.item.id))
  if (results.some(({ id }) => !here.has(id))) await book.load()
  run.take(book.rows.peek()?.map(row => row.item) ?? [], results, new Date())
}

interface ListProps {
  kind: TestKind
  rows: TestRow[]
  lang: Lang
}

function List({ kind, rows, lang }: ListProps) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState(false)
  const bad = tally(rows, run).wrong[lang]
  const only = wrong && bad > 0
  return (
    <>
      <search class="filters tests-filter">
        <SearchField label={t('tests.search')} value={text} onText={setText} />
        {bad > 0 && (
          <Segments
            label={t('tests.show')}
            value={only ? 'wrong' : 'all'}
            options={[
              { id: 'all', name: t('tests.show_all') },
              { id: 'wrong', name: t('tests.show_wrong', { n: bad }) },
            ]}
            onChoose={one => setWrong(one === 'wrong')}
          />
        )}
      </search>
      <Found kind={kind} lang={lang} rows={rows} found={find(rows, lang, { text, wrong: only }, run)} />
    </>
  )
}

function Teaching() {
  return (
    <Empty icon="shield" title={t('tests.empty')} help="tests">
      <p>{t('tests.empty_why')}</p>
      <p>{t('tests.empty_example')}</p>
      <p>{t('tests.empty_do')}</p>
    </Empty>
  )
}
