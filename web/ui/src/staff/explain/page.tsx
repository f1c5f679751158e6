import { useEffect, useMemo, useState } from 'preact/hooks'
import type { ExplainedCandidate, Explanation } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { session } from '../app/session'
import { lang, t } from '../i18n'
import { libraryApi } from '../library/api'
import { AddTest } from '../tests/add'
import { InputField, languages, SelectField } from '../ui/fields'
import { say } from '../ui/say'
import { Loaded } from '../ui/states'
import { useLoad } from '../ui/use-load'
import { Explained } from './explained'
import { sentenceOf } from './sentence'

const most = 2000

interface Asked {
  text: string
  lang: Lang
  n: number // how often was asked: the library may have changed since
}

// What a student would be told, and why. The words stay on the page: they may be a
// student's, so they are not put into the address.
export function TryPage({ q, asIn }: { q: string; asIn: Lang | undefined }) {
  const [text, setText] = useState(q)
  const [as, setAs] = useState<Lang>(asIn ?? lang.peek())
  const [asked, setAsked] = useState<Asked | undefined>(q ? { text: q, lang: as, n: 0 } : undefined)
  const submit = (event: Event) => {
    event.preventDefault()
    if (text.trim()) setAsked({ text: text.trim(), lang: as, n: (asked?.n ?? 0) + 1 })
  }
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('try.title')}</h1>
        <p class="muted">{t('try.lead')}</p>
      </header>
      <form class="filters try-form" onSubmit={submit}>
        <InputField label={t('try.question')} maxLength={most} required value={text} onText={setText} />
        <SelectField label={t('try.lang')} value={as} onChoose={one => setAs(one as Lang)} options={languages()} />
        <button type="submit" class="btn btn-primary btn-sm">
          {t('try.ask')}
        </button>
      </form>
      {asked && <Result asked={asked} />}
    </div>
  )
}

function Result({ asked }: { asked: Asked }) {
  const api = useMemo(() => libraryApi(session.client), [])
  const result = useLoad(`${asked.n} ${lang.value}`, () => api.explain({ text: asked.text, lang: asked.lang }))
  useEffect(() => {
    if (result.value) say(sentenceOf(result.value))
  }, [result.value])
  return (
    <section class="card-item" aria-labelledby="try-result">
      <h2 id="try-result" class="card-title">
        «{asked.text}»
      </h2>
      <Loaded<Explanation> value={result.value} failure={result.failure} onRetry={result.reload}>
        {value => (
          <>
            <Explained value={value} link={one => <Links one={one} asked={asked} />} />
            {writes() && <AddTest name={t('tests.add_nothing')} text={asked.text} lang={asked.lang} entry="" />}
          </>
        )}
      </Loaded>
    </section>
  )
}

const writes = () => session.can('editor') || session.can('reviewer')

// To the entry, and one press that makes it the one that should answer.
function Links({ one: { id, type }, asked }: { one: ExplainedCandidate; asked: Asked }) {
  if (type !== 'entry' || !writes()) return null
  return (
    <>
      <Link href={to('library', id)}>{t('try.open')}</Link>{' '}
      <AddTest name={t('tests.add_answer')} text={asked.text} lang={asked.lang} entry={id} />
    </>
  )
}
