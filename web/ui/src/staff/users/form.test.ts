import { expect, test } from 'vitest'
import type { User } from '../../api/staff-types'
import { bodyOf, errorsOf, formOf } from './form'

const anna: User = {
  id: 'u1',
  login: 'anna',
  name: 'Anna',
  roles: ['operator'],
  lang: 'it',
  disabled: false,
  operator: { level: 2, capacity: 4, queues: ['fees'], languages: ['en'] },
}

test('a user unchanged is sent as they were, without a password', () => {
  const { id: _, ...rest } = anna
  expect(bodyOf(formOf(anna))).toEqual(rest)
  expect(errorsOf(formOf(anna), false)).toEqual({})
})

test('who is no operator has no desk', () => {
  expect(bodyOf({ ...formOf(anna), roles: ['editor'] })).not.toHaveProperty('operator')
})

test('a new user needs all; an old one may keep the password', () => {
  expect(errorsOf({ ...formOf(undefined), roles: [] }, true)).toEqual({
    name: 'users.need_name',
    login: 'users.need_login',
    password: 'users.need_password',
    roles: 'users.need_role',
  })
  expect(errorsOf({ ...formOf(anna), password: 'corta' }, false)).toEqual({ password: 'users.need_password' })
  expect(errorsOf({ ...formOf(anna), queues: [] }, false)).toEqual({ queues: 'users.need_queue' })
  expect(errorsOf({ ...formOf(anna), capacity: '0' }, false)).toEqual({ capacity: 'users.need_capacity' })
})
