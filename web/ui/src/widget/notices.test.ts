// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Client } from '../api/client'
import type { ShownNotice } from '../api/notices'
import { StudentApi } from '../api/student'
import { Office } from '../test/office'
import type { Host } from './host'
import { Notices } from './notices'
import { Store } from './store'

let office: Office

beforeEach(async () => {
  office = await new Office().start()
  ;(window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(office.url)
  localStorage.clear()
})

afterEach(() => office.server.stop())

const notice = (id: string, revision = 1): ShownNotice => ({
  id,
  revision,
  kind: 'info',
  lang: 'it',
  title: `Avviso ${id}`,
  html: '<p>Testo</p>',
  topics: [],
  until: '2026-09-08T10:00:00.000Z',
})

// A widget of this browser, where the office shows these.
function widget(shown: ShownNotice[]): { notices: Notices; store: Store } {
  office.notices = shown
  const store = new Store()
  const api = new StudentApi(new Client({ base: office.server.base, retry: { base: 1, cap: 2 } }))
  return { notices: new Notices(store, api, { entryPoint: 'www' } as Host), store }
}

async function opened(shown: ShownNotice[]) {
  const one = widget(shown)
  one.notices.follow(true)
  await one.notices.load()
  one.notices.follow(false) // no timer stays
  return one
}

test('a notice is said once in a browser, and again when it was changed', async () => {
  expect((await opened([notice('a'), notice('b')])).store.announcement.value).toBe('Avviso: Avviso a. Avviso b')
  expect((await opened([notice('a'), notice('b')])).store.announcement.value).toBe('')
  expect((await opened([notice('a', 2)])).store.announcement.value).toBe('Avviso: Avviso a')
})

test('nothing is said while the panel is closed', async () => {
  const { notices, store } = widget([notice('a')])
  await notices.load()
  expect(store.announcement.value).toBe('')
  expect(notices.shown.value).toHaveLength(1)
})

test('what was folded away stays so in this browser, until it is changed', async () => {
  const { notices } = await opened([notice('a')])
  expect(notices.folded(notice('a'))).toBe(false)
  notices.fold(notice('a'), true)
  const later = (await opened([notice('a'), notice('a', 2)])).notices
  expect(later.folded(notice('a'))).toBe(true)
  expect(later.folded(notice('a', 2))).toBe(false)
})

test('in a conversation the titles are enough, unless one is opened', async () => {
  const { notices, store } = await opened([notice('a')])
  store.items.value = [{ kind: 'said', key: 'k', text: 'ciao' }] as unknown as typeof store.items.value
  expect(notices.folded(notice('a'))).toBe(true)
  notices.fold(notice('a'), false)
  expect(notices.folded(notice('a'))).toBe(false)
})

test('without an answer the widget works, and with a broken memory too', async () => {
  localStorage.setItem('sportello.notices', '{')
  office.server.down = true
  const { notices, store } = await opened([notice('a')])
  expect(notices.shown.value).toEqual([])
  expect(store.problem.value).toBeUndefined()
})
