// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { preferences } from '../app/storage'
import { notices, notify, setNotices } from './alerts'

// The browser's own, of which the test sees what is shown and decides what is allowed.
class Shown {
  static permission: NotificationPermission = 'default'
  static answer: NotificationPermission = 'granted'
  static all: Shown[] = []
  static requestPermission = async () => (Shown.permission = Shown.answer)
  onclick: (() => void) | undefined
  close = () => {}
  constructor(
    readonly title: string,
    readonly options: { tag: string },
  ) {
    Shown.all.push(this)
  }
}
let visible: DocumentVisibilityState = 'hidden'

beforeEach(() => {
  Object.assign(Shown, { permission: 'default', answer: 'granted', all: [] })
  vi.stubGlobal('Notification', Shown)
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visible)
})
afterEach(() => {
  visible = 'hidden'
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('a notification is shown once the operator asked for it, only to who looks elsewhere', async () => {
  const open = vi.fn()
  notify('c1', 'Chat urgente', open)
  expect(Shown.all).toEqual([])
  expect(await setNotices(true)).toBe('granted')
  expect(preferences.read('notices')).toBe(true)
  notify('c1', 'Chat urgente', open)
  expect(Shown.all.map(one => `${one.title} ${one.options.tag}`)).toEqual(['Chat urgente sportello c1'])
  Shown.all[0]?.onclick?.()
  expect(open).toHaveBeenCalledOnce()
  visible = 'visible'
  notify('c1', 'Chat urgente', open)
  await setNotices(false)
  visible = 'hidden'
  notify('c1', 'Chat urgente', open)
  expect(Shown.all).toHaveLength(1)
  expect(preferences.read('notices')).toBe(false)
})

test('what the browser refuses stays off, and is told', async () => {
  Shown.answer = 'denied'
  expect(await setNotices(true)).toBe('denied')
  expect(notices.value).toBe(false)
})
