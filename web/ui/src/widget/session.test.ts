// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import { forget, fromHash, load, privateLink, save } from './session'

const saved = { id: 'v1', token: 't.1' }

beforeEach(() => {
  localStorage.clear()
  sessionStorage.clear()
})

test('questions stay in the tab, a chat stays in the browser', () => {
  save(saved, false)
  expect(load()).toEqual(saved)
  sessionStorage.clear() // the tab is closed
  expect(load()).toBeUndefined()
  save(saved, true)
  sessionStorage.clear()
  expect(load()).toEqual(saved)
  forget()
  expect(load()).toBeUndefined()
})

test('forgets after a month', () => {
  save(saved, true)
  vi.useFakeTimers({ now: Date.now() + 31 * 24 * 3600 * 1000 })
  expect(load()).toBeUndefined()
  vi.useRealTimers()
})

test('a private link leads back', () => {
  const link = privateLink('https://h.example/', saved)
  expect(link).toBe('https://h.example/conversation#v1.t.1')
  expect(fromHash(new URL(link).hash)).toEqual(saved)
  expect(fromHash('#top')).toBeUndefined()
})
