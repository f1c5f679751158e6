import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EntryDetail, EntryFields } from '../../api/studio-types'
import { memoryStorage, offline, refusal } from '../desk/testing'
import type { LibraryApi } from './api'
import { EntryEditor } from './editor'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const text = (body: string, owner = 'Ufficio') => `---\nid: e1\nowner: ${owner}\n---\n\n${body}\n`

// A server with one published entry, that keeps its draft as the real one does.
function made() {
  let state = { source: text('uno'), revision: 1, draft: undefined as EntryDetail['draft'] }
  const detail = () =>
    ({
      id: 'e1',
      lang: 'it',
      html: '',
      problems: [],
      editing: [],
      published: true,
      question: 'D?',
      ...state,
    }) as unknown as EntryDetail
  const server = {
    write: (source: string, author = 'Anna') => {
      const revision = (state.draft?.revision ?? 0) + 1
      const draft = { revision, base: 1, behind: false, state: 'draft', author, note: '', question: 'D?', source }
      state = { ...state, draft: draft as EntryDetail['draft'] }
    },
    publish: (source: string) => {
      const behind = state.draft && { ...state.draft, behind: true }
      state = { source, revision: 2, draft: behind }
    },
    now: () => detail(),
    entry: vi.fn(async () => detail()),
    preview: vi.fn(async (source: string) => ({
      ...{ html: `<p>${source}</p>`, question: 'D?', problems: [] },
      fields: { id: 'e1', owner: /owner: (.*)/.exec(source)?.[1] ?? '' } as EntryFields,
    })),
    compose: vi.fn(async (fields: EntryFields) => ({ source: text('from the form', fields.owner) })),
    saveDraft: vi.fn(async (_: string, sent: { source: string; base: number; revision: number }) => {
      if (sent.revision !== (state.draft?.revision ?? 0)) throw refusal('stale')
      server.write(sent.source, 'Elena')
      if (state.draft) state.draft = { ...state.draft, base: sent.base }
      return { draft: state.draft, problems: [] }
    }),
    merge: vi.fn(async (base: string, mine: string, theirs: string) =>
      mine === base || theirs === base
        ? { clean: true, source: mine === base ? theirs : mine, chunks: [] }
        : { clean: false, chunks: [{ from: 'conflict', lines: [], mine: [mine], theirs: [theirs] }] },
    ),
  }
  const storage = memoryStorage()
  const open = async () => {
    const editor = new EntryEditor('e1', server as unknown as LibraryApi, storage)
    await editor.load()
    return editor
  }
  return { server, open }
}

test('previews and saves while one writes, not at every key', async () => {
  const { server, open } = made()
  const editor = await open()
  server.preview.mockClear()
  for (const body of ['d', 'du', 'due\n']) editor.writeBody(body)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(server.preview).toHaveBeenCalledTimes(1)
  expect(server.saveDraft).toHaveBeenCalledTimes(1)
  expect(server.saveDraft).toHaveBeenCalledWith('e1', { source: text('due'), base: 1, revision: 0 })
  expect(editor.keeper.dirty.value).toBe(false)
  expect(editor.entry.value?.state).toBe('changed')
})

test('a text that nobody touches stays as it is, and is not sent', async () => {
  const { server, open } = made()
  const editor = await open()
  await editor.flush()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(editor.source.value).toBe(text('uno'))
  expect(server.saveDraft).not.toHaveBeenCalled()
  expect(server.compose).not.toHaveBeenCalled()
})

test('the first change is of today, and who writes may say otherwise', async () => {
  vi.setSystemTime(new Date('2026-03-04T12:00:00Z'))
  const { server, open } = made()
  server.publish('---\nid: e1\nupdated: 2025-01-02\n---\n\nuno\n')
  const editor = await open()
  editor.writeBody('due\n')
  expect(editor.source.value).toBe('---\nid: e1\nupdated: 2026-03-04\n---\n\ndue\n')
  editor.writeSource('---\nid: e1\nupdated: 2025-01-02\n---\n\ndue\n')
  editor.writeBody('tre\n')
  expect(editor.source.value).toBe('---\nid: e1\nupdated: 2025-01-02\n---\n\ntre\n')
})

test('a field of the form rewrites the fields and leaves the answer', async () => {
  const { open } = made()
  const editor = await open()
  editor.change({ owner: 'Tasse' })
  expect(editor.keeper.dirty.value).toBe(true)
  editor.writeBody('due\n')
  await editor.flush()
  expect(editor.source.value).toBe(text('due', 'Tasse'))
  expect(editor.fields.value?.owner).toBe('Tasse')
})

test('another’s change elsewhere is merged, and one is told whose', async () => {
  const { server, open } = made()
  const editor = await open()
  server.write(text('loro'))
  editor.change({ owner: 'Tasse' })
  server.merge.mockImplementationOnce(async () => ({ clean: true, source: text('loro', 'Tasse'), chunks: [] }))
  expect(await editor.keeper.save()).toBe(false) // what was merged is saved next
  expect(editor.source.value).toBe(text('loro', 'Tasse'))
  expect(editor.keeper.mergedWith.value).toBe('Anna')
  expect(await editor.keeper.save()).toBe(true)
  expect(server.now().draft).toMatchObject({ source: text('loro', 'Tasse'), author: 'Elena' })
})

test('a change in the same place is asked, and nothing is lost meanwhile', async () => {
  const { server, open } = made()
  const editor = await open()
  editor.writeBody('mio\n')
  server.write(text('loro'))
  expect(await editor.keeper.save()).toBe(false)
  expect(editor.keeper.conflict.value?.now.draft?.author).toBe('Anna')
  expect(editor.source.value).toBe(text('mio'))
  await editor.keeper.settle(text('mio e loro'))
  expect(server.now().draft?.source).toBe(text('mio e loro'))
  expect(editor.keeper.conflict.value).toBeUndefined()
})

test('a draft is brought up to an entry published since', async () => {
  const { server, open } = made()
  server.write(text('bozza'))
  server.publish(text('nuova'))
  const now = server.now()
  server.entry.mockResolvedValueOnce({ ...now, base_source: text('nuova') })
  const editor = await open()
  expect(server.merge).toHaveBeenCalledWith(text('nuova'), text('bozza'), text('nuova'))
  expect(server.now().draft).toMatchObject({ base: 2, source: text('bozza') })
  expect(editor.keeper.busy).toBe(false)
})

test('the text is kept when the page is left before it is saved', async () => {
  const { server, open } = made()
  const first = await open()
  server.saveDraft.mockRejectedValue(offline())
  first.writeBody('a metà\n')
  first.stop()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(first.keeper.failure.value?.code).toBe('offline')
  const second = await open()
  expect(second.source.value).toBe(text('a metà'))
  expect(second.keeper.restored.value).toBe(true)
})

test('what is written during a save is saved after it', async () => {
  const { server, open } = made()
  const editor = await open()
  editor.writeBody('due\n')
  const save = server.saveDraft.getMockImplementation()
  server.saveDraft.mockImplementationOnce((id, sent) => {
    editor.writeBody('due e mezzo\n')
    return save?.(id, sent) as ReturnType<NonNullable<typeof save>>
  })
  await editor.keeper.save()
  expect(editor.keeper.dirty.value).toBe(true)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(server.now().draft?.source).toBe(text('due e mezzo'))
})

test('what could not be saved is saved by itself once the server answers again', async () => {
  const { server, open } = made()
  const editor = await open()
  server.saveDraft.mockRejectedValueOnce(offline())
  editor.writeBody('senza rete\n')
  await vi.advanceTimersByTimeAsync(2_000)
  expect(editor.keeper.failure.value?.code).toBe('offline')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(editor.keeper.failure.value).toBeUndefined()
  expect(server.now().draft?.source).toBe(text('senza rete'))
})

test('a field written without the server is kept for the next visit', async () => {
  const { server, open } = made()
  const first = await open()
  server.compose.mockRejectedValue(offline())
  server.saveDraft.mockRejectedValue(offline())
  first.change({ owner: 'Tasse' })
  first.stop()
  await vi.advanceTimersByTimeAsync(5_000)
  server.compose.mockReset()
  server.compose.mockImplementation(async fields => ({ source: text('from the form', fields.owner) }))
  const second = await open()
  expect(second.fields.value?.owner).toBe('Tasse')
  expect(second.source.value).toBe(text('uno', 'Tasse'))
})

test('a field that cannot be written into the text is tried again now and then, and the text not sent anew', async () => {
  const { server, open } = made()
  const editor = await open()
  server.compose.mockRejectedValue(refusal('invalid'))
  editor.writeBody('due\n')
  editor.change({ owner: 'Tasse' })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.saveDraft).toHaveBeenCalledTimes(1)
  expect(server.compose.mock.calls.length).toBeLessThan(20)
  server.compose.mockReset()
  server.compose.mockImplementation(async fields => ({ source: text('due', fields.owner) }))
  await vi.advanceTimersByTimeAsync(10_000)
  expect(server.now().draft?.source).toBe(text('due', 'Tasse'))
  expect(editor.keeper.dirty.value).toBe(false)
})

test('a preview asked for before a field changed does not put the old form back', async () => {
  const { server, open } = made()
  const editor = await open()
  const answer = server.preview.getMockImplementation()
  let late = () => {}
  const until = new Promise<void>(resolve => {
    late = resolve
  })
  server.preview.mockImplementationOnce(async source => {
    await until
    return answer?.(source) as ReturnType<NonNullable<typeof answer>>
  })
  editor.writeBody('due\n')
  await vi.advanceTimersByTimeAsync(450) // asked, not answered
  editor.change({ owner: 'Tasse' })
  await vi.advanceTimersByTimeAsync(320) // the form is in the text
  late()
  await vi.advanceTimersByTimeAsync(0)
  expect(editor.fields.value?.owner).toBe('Tasse')
})
