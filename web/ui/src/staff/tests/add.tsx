import { useMemo, useRef, useState } from 'preact/hooks'
import { session } from '../app/session'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { say } from '../ui/say'
import { useAct } from '../ui/use-act'
import { useFocusOnChange } from '../ui/use-focus-on-change'
import { type Draft, type TestQuestion, testsApi } from './api'
import { keyOf } from './paste'

interface Props extends Draft {
  name: string // of the button
}

// One press makes a question a test question; another takes it back.
export function AddTest({ name, text, lang, entry }: Props) {
  const api = useMemo(() => testsApi(session.client), [])
  const [added, setAdded] = useState<TestQuestion>()
  const [there, setThere] = useState(false) // it was one before
  const { busy, failure, run } = useAct()
  const root = useRef<HTMLSpanElement>(null)
  useFocusOnChange(root, added ? 'added' : there ? 'there' : 'not')
  const add = () =>
    run(async () => {
      const asked = { text: text.trim(), lang, entry }
      const known = (await api.list()).some(one => keyOf(one) === keyOf(asked))
      setThere(known)
      if (!known) setAdded(await api.add(asked))
      say(t(known ? 'tests.is_test' : 'tests.now_test'))
    })
  const undo = () =>
    run(async () => {
      if (!added) return
      await api.remove(added.id, added.revision)
      setAdded(undefined)
    })
  return (
    <span class="add-test" ref={root}>
      {added && (
        <>
          <Icon name="check" size={16} /> {t('tests.now_test')}{' '}
          <button type="button" class="btn-plain" data-focus aria-disabled={busy} onClick={undo}>
            {t('app.undo')}
          </button>
        </>
      )}
      {there && (
        <span tabIndex={-1} data-focus>
          <Icon name="check" size={16} /> {t('tests.is_test')}
        </span>
      )}
      {!added && !there && (
        <button type="button" class="btn-plain" data-focus aria-disabled={busy} onClick={add}>
          {name}
        </button>
      )}
      {failure && <Failed failure={failure} />}
    </span>
  )
}
