import { expect, test } from 'vitest'
import { Failure } from './client'
import type { Attachment } from './types'
import { fileSize, type Upload, type Uploading, Uploads } from './uploads'

const file = (name: string, size = 10, type = 'application/pdf') =>
  Object.defineProperty(new File(['x'], name, { type }), 'size', { value: size })

// A server that answers when it is told to.
class Server {
  calls: { name: string; id: string; progress: (share: number) => void; done: (how?: Failure) => void }[] = []
  upload: Upload = (one, id, progress, signal) =>
    new Promise<Attachment>((resolve, reject) => {
      const done = (how?: Failure) =>
        how ? reject(how) : resolve({ id: `a-${one.name}`, name: one.name, type: one.type, size: 1 })
      signal.addEventListener('abort', () => reject(new Failure('offline', '', '', 0)))
      this.calls.push({ name: one.name, id, progress, done })
    })
}

function made() {
  const server = new Server()
  let items: readonly Uploading[] = []
  const uploads = new Uploads(server.upload, next => {
    items = next
  })
  return { server, uploads, states: () => items.map(item => `${item.file.name} ${item.state}`), items: () => items }
}

const settle = () => new Promise(resolve => setTimeout(resolve, 0))

test('files go one after the other, and leave with the message', async () => {
  const { server, uploads, states, items } = made()
  uploads.add([file('a.pdf'), file('b.pdf')])
  expect(states()).toEqual(['a.pdf sending', 'b.pdf waiting'])
  server.calls[0]?.progress(0.5)
  expect(items()[0]?.share).toBe(0.5)
  server.calls[0]?.done()
  await settle()
  expect(states()).toEqual(['a.pdf ready', 'b.pdf sending'])
  expect(uploads.take().map(one => one.id)).toEqual(['a-a.pdf'])
  expect(states()).toEqual(['b.pdf sending'])
})

test('a file that failed is tried again under its id', async () => {
  const { server, uploads, states, items } = made()
  uploads.add([file('a.pdf')])
  server.calls[0]?.done(new Failure('offline', '', '', 0))
  await settle()
  expect(states()).toEqual(['a.pdf failed'])
  uploads.retry(items()[0]?.client_id ?? '')
  expect(server.calls[1]?.id).toBe(server.calls[0]?.id)
  server.calls[1]?.done()
  await settle()
  expect(items()[0]).toMatchObject({ state: 'ready' })
  expect(items()[0]?.why).toBeUndefined()
})

test('a file that is given up is cut off, and the next one goes', async () => {
  const { server, uploads, states, items } = made()
  uploads.add([file('a.pdf'), file('b.pdf')])
  uploads.remove(items()[0]?.client_id ?? '')
  await settle()
  expect(states()).toEqual(['b.pdf sending'])
  expect(server.calls.length).toBe(2)
})

test('what the server would refuse is not sent', () => {
  const { server, uploads, items } = made()
  uploads.add([file('a.pdf', 11 * 2 ** 20), file('b.exe', 1, 'application/x-msdownload')])
  expect(items().map(item => item.why?.code)).toEqual(['file_large', 'file_type'])
  expect(server.calls).toEqual([])
})

test('sizes as one reads them', () => {
  expect([1, 230_400, 1_400_000, 9_999_999].map(size => fileSize(size, 'en-GB'))).toEqual([
    '1 kB',
    '230 kB',
    '1.4 MB',
    '10 MB',
  ])
})
