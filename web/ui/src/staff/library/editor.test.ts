import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EntryDetail } from '../../api/staff-types'
import { memoryStorage, offline, refusal } from '../desk/testing'
import type { LibraryApi } from './api'
import { EntryEditor } from './editor'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const entry = (source: string, revision: number) =>
  ({ id: 'e1', source, revision, html: '', problems: [], lang: 'it' }) as unknown as EntryDetail

function made() {
  const server = {
    now: entry('uno', 1),
    entry: vi.fn(() => Promise.resolve(server.now)),
    save: vi.fn((_id: string, source: string, revision: number) => {
      if (revision !== server.now.revision) return Promise.reject(refusal('stale'))
      server.now = entry(source, revision + 1)
      return Promise.resolve(server.now)
    }),
    preview: vi.fn((source: string) => Promise.resolve({ html: `<p>${source}</p>`, problems: [] })),
  }
  const storage = memoryStorage()
  const open = async () => {
    const editor = new EntryEditor('e1', server as unknown as LibraryApi, storage)
    await editor.load()
    return editor
  }
  return { server, open }
}

test('previews while one writes, not at every key', async () => {
  const { server, open } = made()
  const editor = await open()
  for (const text of ['u', 'un', 'una']) editor.write(text)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(server.preview).toHaveBeenCalledTimes(1)
  expect(editor.html.value).toBe('<p>una</p>')
})

test('saves from its revision', async () => {
  const { server, open } = made()
  const editor = await open()
  editor.write('due')
  expect(editor.changed.value).toBe(true)
  await editor.save()
  expect(server.save).toHaveBeenCalledWith('e1', 'due', 1)
  expect(editor.entry.value?.revision).toBe(2)
  expect(editor.changed.value).toBe(false)
  expect(editor.saved.value).toBe(true)
})

test('somebody else’s change is shown, and nothing of one’s own is lost', async () => {
  const { server, open } = made()
  const editor = await open()
  editor.write('mio')
  server.now = entry('loro', 2)
  await editor.save()
  expect(editor.theirs.value?.source).toBe('loro')
  expect(editor.source.value).toBe('mio')
  expect(server.now.source).toBe('loro')
  await editor.overwrite()
  expect(server.now).toMatchObject({ source: 'mio', revision: 3 })
  expect(editor.theirs.value).toBeUndefined()
})

test('or theirs is taken', async () => {
  const { server, open } = made()
  const editor = await open()
  editor.write('mio')
  server.now = entry('loro', 2)
  await editor.save()
  editor.discard()
  expect(editor.source.value).toBe('loro')
  expect(editor.changed.value).toBe(false)
})

test('the text is kept when the page is left, and its age is not forgotten', async () => {
  const { server, open } = made()
  const first = await open()
  first.write('a metà')
  first.stop()
  server.now = entry('loro', 2)
  const second = await open()
  expect(second.source.value).toBe('a metà')
  expect(second.restored.value).toBe(true)
  expect(second.theirs.value?.revision).toBe(2)
})

test('a save that does not arrive keeps the text and says so', async () => {
  const { server, open } = made()
  const editor = await open()
  editor.write('mio')
  server.save.mockImplementationOnce(() => Promise.reject(offline()))
  await editor.save()
  expect(editor.failure.value?.code).toBe('offline')
  expect(editor.source.value).toBe('mio')
  expect(editor.saving.value).toBe(false)
})

test('what is written during a save is not lost', async () => {
  const { open } = made()
  const editor = await open()
  editor.write('due')
  const saving = editor.save()
  editor.write('due e mezzo')
  await saving
  expect(editor.source.value).toBe('due e mezzo')
  expect(editor.changed.value).toBe(true)
})
