import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Failure } from '../../api/client'
import { lang, t } from '../i18n'
import icon from '../icon.svg'
import { Field } from '../ui/field'
import { Icon } from '../ui/icons'
import { Failed, Notice } from '../ui/notice'
import { switchLang } from './bar'
import { failureOf, session } from './session'

export function SignIn() {
  return (
    <main class="sign-in" id="content">
      <div class="sign-in-card">
        <div class="sign-in-brand">
          <img src={icon} alt="" width={44} height={44} />
          <div>
            <strong>{t('app.name')}</strong>
            <span>{t('app.office')}</span>
          </div>
        </div>
        <h1>{t('in.title')}</h1>
        <p class="muted">{t('in.lead')}</p>
        {session.standing.value === 'expired' && (
          <Notice tone="warn" title={t('in.expired')}>
            <p>{t('in.expired_do')}</p>
          </Notice>
        )}
        <SignInForm />
      </div>
      <button type="button" class="btn-plain" lang={lang.value === 'it' ? 'en' : 'it'} onClick={switchLang}>
        {t('app.language')}
      </button>
    </main>
  )
}

function SignInForm() {
  const [login, setLogin] = useState(session.me.peek()?.login ?? '')
  const [password, setPassword] = useState('')
  const [shown, setShown] = useState(false)
  const [busy, setBusy] = useState(false)
  const [tried, setTried] = useState(false)
  const [failure, setFailure] = useState<Failure | undefined>()
  const wait = useCountdown(failure)
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => form.current?.querySelector<HTMLInputElement>(login ? '[type=password]' : 'input')?.focus(), [])

  const submit = async (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (!login.trim() || !password) {
      form.current?.querySelector<HTMLInputElement>(login.trim() ? '[name=password]' : '[name=login]')?.focus()
      return
    }
    if (busy || wait > 0) return
    setBusy(true)
    setFailure(undefined)
    try {
      await session.signIn(login.trim(), password)
    } catch (error) {
      setFailure(failureOf(error))
      setBusy(false)
      form.current?.querySelector<HTMLInputElement>('[name=password]')?.select()
    }
  }

  return (
    <form ref={form} onSubmit={submit} noValidate>
      {failure && <Refusal failure={failure} wait={wait} />}
      <Field label={t('in.login')} error={tried && !login.trim() ? t('in.need_login') : undefined}>
        {ids => (
          <input
            {...ids}
            class="form-control"
            name="login"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            value={login}
            onInput={event => setLogin(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t('in.password')} error={tried && !password ? t('in.need_password') : undefined}>
        {ids => (
          <div class="with-button">
            <input
              {...ids}
              class="form-control"
              name="password"
              {...(shown ? { type: 'text' as const } : { type: 'password' as const })}
              autocomplete="current-password"
              value={password}
              onInput={event => setPassword(event.currentTarget.value)}
            />
            <button
              type="button"
              class="icon-button"
              aria-pressed={shown}
              aria-label={t(shown ? 'in.hide' : 'in.show')}
              onClick={() => setShown(!shown)}
            >
              <Icon name="eye" />
            </button>
          </div>
        )}
      </Field>
      <button type="submit" class="btn btn-primary btn-wide" aria-disabled={busy || wait > 0}>
        {t(busy ? 'in.entering' : 'in.enter')}
      </button>
    </form>
  )
}

function Refusal({ failure, wait }: { failure: Failure; wait: number }) {
  if (failure.status === 429) {
    return (
      <Notice tone="bad" title={t('in.too_many')}>
        <p>{failure.message || t('in.too_many_do')}</p>
        {wait > 0 && <p aria-live="off">{t('in.wait', { n: wait })}</p>}
      </Notice>
    )
  }
  if (failure.status === 401) {
    return (
      <Notice tone="bad" title={t('in.wrong')}>
        <p>{t('in.wrong_do')}</p>
      </Notice>
    )
  }
  return <Failed failure={failure} />
}

// The seconds until the server listens again.
function useCountdown(failure: Failure | undefined): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (!failure?.retryAfterMs) return setLeft(0)
    const end = Date.now() + failure.retryAfterMs
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)))
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [failure])
  return left
}
