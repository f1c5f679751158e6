import { useState } from 'preact/hooks'
import type { Role, User } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import { session } from '../app/session'
import { useAct } from '../desk/use-act'
import { type Key, t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Field } from '../ui/field'
import { Failed } from '../ui/notice'
import { bodyOf, errorsOf, formOf, roles, type UserForm } from './form'
import { OperatorFields } from './operator-fields'
import type { QueueName } from './queue-names'

interface Props {
  user: User | undefined // none: a new one
  queues: QueueName[] | undefined
  queuesFailed: boolean
  onDone: (user: User) => void
  onClose: () => void
}

export function UserDialog({ user, queues, queuesFailed, onDone, onClose }: Props) {
  const [form, setForm] = useState(() => formOf(user))
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAct()
  const errors = errorsOf(form, !user)
  const errorOf = (key: Key | undefined) => (tried && key ? t(key) : undefined)
  const change = (part: Partial<UserForm>) => setForm({ ...form, ...part })

  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(errors).length > 0) {
      const target = event.currentTarget as HTMLFormElement
      requestAnimationFrame(() => target.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    run(async () => onDone(await send(user, form)))
  }
  return (
    <Dialog title={user ? t('users.edit', { name: user.name }) : t('users.new')} onClose={onClose} wide>
      <form onSubmit={submit} noValidate>
        <div class="dialog-body">
          {failure && <Failed failure={failure} />}
          <div class="pair">
            <Field label={t('users.name_full')} error={errorOf(errors.name)}>
              {ids => (
                <input
                  {...ids}
                  data-focus
                  class="form-control"
                  value={form.name}
                  onInput={e => change({ name: e.currentTarget.value })}
                />
              )}
            </Field>
            <Field
              label={t('users.login')}
              hint={user ? undefined : t('users.login_hint')}
              error={errorOf(errors.login)}
            >
              {ids => (
                <input
                  {...ids}
                  class="form-control"
                  autocomplete="off"
                  autocapitalize="none"
                  spellcheck={false}
                  readOnly={Boolean(user)}
                  value={form.login}
                  onInput={e => change({ login: e.currentTarget.value })}
                />
              )}
            </Field>
          </div>
          <div class="pair">
            <Field
              label={t('users.password')}
              hint={t(user ? 'users.password_keep' : 'users.password_new')}
              error={errorOf(errors.password)}
            >
              {ids => (
                <input
                  {...ids}
                  type="password"
                  autocomplete="new-password"
                  class="form-control"
                  value={form.password}
                  onInput={e => change({ password: e.currentTarget.value })}
                />
              )}
            </Field>
            <Field label={t('users.lang')}>
              {ids => (
                <select
                  {...ids}
                  class="form-control"
                  value={form.lang}
                  onChange={e => change({ lang: e.currentTarget.value as Lang })}
                >
                  <option value="it">{t('lang.it')}</option>
                  <option value="en">{t('lang.en')}</option>
                </select>
              )}
            </Field>
          </div>
          <RoleFields form={form} change={change} error={errorOf(errors.roles)} />
          {form.roles.includes('operator') && (
            <OperatorFields
              form={form}
              change={change}
              queues={queues}
              queuesFailed={queuesFailed}
              error={errorOf(errors.capacity)}
              queuesError={errorOf(errors.queues)}
            />
          )}
          {user && (
            <label class="check">
              <input
                type="checkbox"
                checked={form.disabled}
                disabled={user.id === session.me.value?.id}
                onChange={e => change({ disabled: e.currentTarget.checked })}
              />
              {t(user.id === session.me.value?.id ? 'users.self' : 'users.disable')}
            </label>
          )}
        </div>
        <footer class="dialog-foot">
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button type="submit" class="btn btn-primary btn-sm" aria-disabled={busy}>
            {t(busy ? 'app.saving' : 'app.save')}
          </button>
        </footer>
      </form>
    </Dialog>
  )
}

function send(user: User | undefined, form: UserForm): Promise<User> {
  if (!user) return session.client.post<User>('/admin/users', bodyOf(form))
  return session.client.put<User>(`/admin/users/${encodeURIComponent(user.id)}`, bodyOf(form))
}

interface RoleProps {
  form: UserForm
  change: (part: Partial<UserForm>) => void
  error: string | undefined
}

function RoleFields({ form, change, error }: RoleProps) {
  const turn = (role: Role, on: boolean) =>
    change({ roles: roles.filter(one => (one === role ? on : form.roles.includes(one))) })
  return (
    <fieldset class="choices">
      <legend>{t('users.roles')}</legend>
      {error && <p class="field-error">{error}</p>}
      <div class="choices-grid">
        {roles.map(role => (
          <label key={role} class="choice">
            <input
              type="checkbox"
              checked={form.roles.includes(role)}
              onChange={e => turn(role, e.currentTarget.checked)}
            />
            <span>
              <strong>{t(`role.${role}`)}</strong>
              <small>{t(`role.${role}_about`)}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
