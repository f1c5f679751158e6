// What the user form holds, and when it may be sent.
import type { Role, User } from '../../api/staff-types'
import type { Lang } from '../../api/types'
import type { Key } from '../i18n'

export interface UserForm {
  login: string
  name: string
  password: string
  roles: Role[]
  lang: Lang
  disabled: boolean
  level: number
  capacity: string // as typed
  queues: string[]
  languages: Lang[] // none: all
}

export const roles: Role[] = ['operator', 'editor', 'reviewer', 'supervisor', 'administrator']
export const leastPassword = 12

export function formOf(user: User | undefined): UserForm {
  const { level = 1, capacity = 3, queues, languages } = user?.operator ?? {}
  return {
    login: user?.login ?? '',
    name: user?.name ?? '',
    password: '',
    roles: user?.roles ?? ['operator'],
    lang: user?.lang ?? 'it',
    disabled: user?.disabled ?? false,
    level,
    capacity: String(capacity),
    languages: languages ?? [],
    queues: queues ?? [], // an operator of no queue may come without the list
  }
}

export type FormErrors = Partial<Record<'login' | 'name' | 'password' | 'roles' | 'capacity' | 'queues', Key>>

export function errorsOf(form: UserForm, isNew: boolean): FormErrors {
  const errors: FormErrors = {}
  const { password } = form
  if (!form.name.trim()) errors.name = 'users.need_name'
  if (isNew && !form.login.trim()) errors.login = 'users.need_login'
  if ((isNew || password) && password.length < leastPassword) errors.password = 'users.need_password'
  if (form.roles.length === 0) errors.roles = 'users.need_role'
  const capacity = Number(form.capacity)
  if (form.roles.includes('operator') && !(Number.isInteger(capacity) && capacity >= 1 && capacity <= 20)) {
    errors.capacity = 'users.need_capacity'
  }
  if (form.roles.includes('operator') && form.queues.length === 0) errors.queues = 'users.need_queue'
  return errors
}

// What is sent: the operator's part only for operators, the password only when given.
export function bodyOf(form: UserForm): Omit<User, 'id'> & { password?: string } {
  const { login, name, roles, lang, disabled, level, queues, languages, password } = form
  const operator = { level, capacity: Number(form.capacity), queues, languages }
  return {
    login: login.trim(),
    name: name.trim(),
    roles,
    lang,
    disabled,
    ...(roles.includes('operator') && { operator }),
    ...(password && { password }),
  }
}
