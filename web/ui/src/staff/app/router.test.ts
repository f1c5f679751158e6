import { expect, test } from 'vitest'
import { firstLook } from '../missing/look'
import { pagesFor } from './pages'
import { routeOf, to, toAppointments, toTry } from './router'

test('reads an address', () => {
  expect(routeOf('/staff')).toEqual({ page: 'home' })
  expect(routeOf('/staff/')).toEqual({ page: 'home' })
  expect(routeOf('/staff/desk')).toEqual({ page: 'desk' })
  expect(routeOf('/staff/desk/c%201')).toEqual({ page: 'desk', chat: 'c 1' })
  expect(routeOf('/staff/library/fees-refund')).toEqual({ page: 'library', entry: 'fees-refund', view: 'write' })
  expect(routeOf('/staff/queues/fees')).toEqual({ page: 'queues', queue: 'fees' })
  expect(routeOf('/staff/queues/fees/appointments')).toEqual({ page: 'queues', queue: 'fees', part: 'appointments' })
  expect(routeOf('/staff/queues/fees/other')).toEqual({ page: 'nowhere' })
  expect(routeOf('/staff/reports?days=90')).toEqual({ page: 'reports', days: 90 })
  expect(routeOf('/staff/reports?days=12')).toEqual({ page: 'reports', days: 30 })
  expect(routeOf('/staff/pairs')).toEqual({ page: 'pairs', kind: 'duplicate', dismissed: false })
  expect(routeOf('/staff/pairs?kind=translation&dismissed=1')).toEqual({
    page: 'pairs',
    kind: 'translation',
    dismissed: true,
  })
  expect(routeOf('/staff/pairs?kind=x')).toEqual({ page: 'pairs', kind: 'duplicate', dismissed: false })
  expect(routeOf('/staff/missing')).toEqual({ page: 'missing', look: firstLook })
  expect(routeOf('/staff/suggestions')).toEqual({ page: 'missing', look: { ...firstLook, show: 'proposals' } })
  expect(routeOf('/staff/notices')).toEqual({ page: 'notices' })
  expect(routeOf('/staff/synonyms')).toEqual({ page: 'synonyms', lang: 'it' })
  expect(routeOf('/staff/synonyms?lang=en')).toEqual({ page: 'synonyms', lang: 'en' })
  expect(routeOf('/staff/tests?lang=en')).toEqual({ page: 'tests', lang: 'en' })
  expect(routeOf('/staff/canned?lang=en')).toEqual({ page: 'canned', lang: 'en' })
  expect(routeOf('/staff/desk/a/b')).toEqual({ page: 'nowhere' })
  expect(routeOf('/staff/nowhere')).toEqual({ page: 'nowhere' })
})

test('an address made here is read back', () => {
  expect(routeOf(to('desk', 'a/b?c'))).toEqual({ page: 'desk', chat: 'a/b?c' })
  expect(routeOf(toAppointments('a/b'))).toEqual({ page: 'queues', queue: 'a/b', part: 'appointments' })
  expect(routeOf(toTry('a & b?', 'en'))).toEqual({ page: 'try', q: 'a & b?', as: 'en' })
  expect(routeOf('/staff/try?lang=fr')).toEqual({ page: 'try', q: '' })
})

test('each role has its pages', () => {
  const names = (...roles: Parameters<typeof pagesFor>[0]) => pagesFor(roles).map(link => link.page)
  expect(names('operator')).toEqual(['desk'])
  expect(names('editor')).toEqual([
    'library',
    'guides',
    'missing',
    'pairs',
    'import',
    'synonyms',
    'tests',
    'notices',
    'canned',
    'try',
  ])
  expect(names('supervisor')).toEqual(['desk', 'board', 'canned', 'try', 'queues', 'reports'])
  expect(names('administrator')).toEqual(['canned', 'queues', 'reports', 'users'])
  expect(names()).toEqual([])
})
