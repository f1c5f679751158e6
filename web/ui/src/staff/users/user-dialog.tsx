import { useState } from 'preact/hooks'
import type { Role, User } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import { session } from '../app/session'
import { type Key, t } from '../i18n'
import { InputField, languages, SelectField } from '../ui/fields'
import { FormDialog } from '../ui/form-dialog'
import { useForm } from '../ui/use-form'
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
  const errors = errorsOf(form, !user)
  const sending = useForm(Object.keys(errors).length === 0, async () => onDone(await send(user, form)))
  const errorOf = (key: Key | undefined) => (sending.tried && key ? t(key) : undefined)
  const change = (part: Partial<UserForm>) => setForm({ ...form, ...part })
  return (
    <FormDialog
      title={user ? t('users.edit', { name: user.name }) : t('users.new')}
      form={sending}
      onClose={onClose}
      wide
    >
      <div class="pair">
        <InputField
          label={t('users.name_full')}
          error={errorOf(errors.name)}
          value={form.name}
          onText={name => change({ name })}
          data-focus
        />
        <InputField
          label={t('users.login')}
          hint={user ? undefined : t('users.login_hint')}
          error={errorOf(errors.login)}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          readOnly={Boolean(user)}
          value={form.login}
          onText={login => change({ login })}
        />
      </div>
      <div class="pair">
        <InputField
          label={t('users.password')}
          hint={t(user ? 'users.password_keep' : 'users.password_new')}
          error={errorOf(errors.password)}
          type="password"
          autocomplete="new-password"
          value={form.password}
          onText={password => change({ password })}
        />
        <SelectField
          label={t('users.lang')}
          value={form.lang}
          onChoose={lang => change({ lang: lang as Lang })}
          options={languages()}
        />
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
    </FormDialog>
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
