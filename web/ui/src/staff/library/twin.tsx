import { useMemo, useState } from 'preact/hooks'
import type { EntryDetail } from '../../api/studio-types'
import { Link } from '../app/link'
import { go, to } from '../app/router'
import { session } from '../app/session'
import { preferences } from '../app/storage'
import { lang, t } from '../i18n'
import { Failed } from '../ui/notice'
import { Empty, Loaded } from '../ui/states'
import { useAct } from '../ui/use-act'
import { useLoad } from '../ui/use-load'
import { libraryApi } from './api'
import { type EntryEditor, textOf } from './editor'
import { translationOf } from './new-entry'
import { Answer } from './preview'
import { partsOf } from './text'

// The same entry in the other language, to write beside it.
export function TwinPane({ editor, entry }: { editor: EntryEditor; entry: EntryDetail }) {
  const other = entry.lang === 'it' ? 'en' : 'it'
  const id = editor.fields.value?.translations[other] ?? entry.twin
  if (!id) return <NoTwin editor={editor} other={other} />
  return <Twin key={id} id={id} />
}

function Twin({ id }: { id: string }) {
  const api = useMemo(() => libraryApi(session.client), [])
  const twin = useLoad(`twin ${id} ${lang.value}`, async () => {
    const entry = await api.entry(id)
    const { html } = entry.draft ? await api.preview(textOf(entry), []) : entry
    return { entry, html } // of what is being written, as the question is
  })
  const [raw, setRaw] = useState(false)
  return (
    <Loaded value={twin.value} failure={twin.failure} onRetry={twin.reload}>
      {({ entry, html }) => (
        <article class="twin" lang={entry.lang}>
          <p class="twin-head">
            <Link href={to('library', entry.id)}>{t('twin.edit')}</Link>
            <button type="button" class="btn-plain" aria-pressed={raw} onClick={() => setRaw(!raw)}>
              {t('entry.source')}
            </button>
          </p>
          <h2>{entry.draft?.question || entry.question}</h2>
          {raw ? (
            <pre class="twin-source">{partsOf(textOf(entry)).body}</pre>
          ) : (
            <div class="answer">
              <Answer html={html} lang={entry.lang} />
            </div>
          )}
        </article>
      )}
    </Loaded>
  )
}

function NoTwin({ editor, other }: { editor: EntryEditor; other: 'it' | 'en' }) {
  const { busy, failure, run } = useAct()
  const fields = editor.fields.value
  const make = () =>
    run(async () => {
      if (!fields || !(await editor.keeper.save())) return
      const api = libraryApi(session.client)
      const twin = translationOf(fields, other)
      const { source } = await api.compose(twin)
      await api.saveDraft(twin.id, { source, base: 0, revision: 0 })
      preferences.write('entry_beside', 'twin')
      go(to('library', twin.id))
    })
  return (
    <Empty icon="book" title={t('twin.none')}>
      <p>{t('twin.none_about')}</p>
      {failure && <Failed failure={failure} />}
      <button type="button" class="btn btn-primary btn-sm" aria-disabled={busy || !fields} onClick={make}>
        {t(other === 'en' ? 'twin.make_en' : 'twin.make_it')}
      </button>
    </Empty>
  )
}
