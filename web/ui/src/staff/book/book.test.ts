import { expect, test } from 'vitest'
import { Failure } from '../../api/client'
import type { Synonym } from '../../api/staff-types'
import type { Draft } from '../synonyms/api'
import { Book, type BookApi, type Row } from './book'

// Keeps revisions as the server does.
class Office implements BookApi<Synonym, Draft> {
  groups: Synonym[] = []
  #next = 1

  async list() {
    return [...this.groups]
  }

  async add({ lang, terms }: Draft) {
    const group = {
      id: `g${this.#next++}`,
      lang,
      terms,
      revision: 1,
      changed_at: '2026-11-22T10:00:00Z',
      changed_by: 'Elena',
    }
    this.groups.push(group)
    return group
  }

  async save(id: string, { terms }: Draft, revision: number) {
    const now = this.#at(id, revision)
    const next = { ...now, terms, revision: revision + 1 }
    this.groups = this.groups.map(one => (one === now ? next : one))
    return next
  }

  async remove(id: string, revision: number) {
    const now = this.#at(id, revision)
    this.groups = this.groups.filter(one => one !== now)
  }

  #at(id: string, revision: number): Synonym {
    const now = this.groups.find(one => one.id === id)
    if (!now) throw new Failure('not_found', '', 'x', 404)
    if (now.revision !== revision) throw new Failure('stale', '', 'x', 409)
    return now
  }
}

const it = (...terms: string[]): Draft => ({ lang: 'it', terms })

async function open() {
  const office = new Office()
  await office.add(it('tasse', 'rette'))
  const book = new Book(office)
  await book.load()
  const row = () => book.rows.value?.[0] as Row<Synonym>
  return { office, book, row }
}

test('a group is saved, deleted and restored in its row', async () => {
  const { office, book, row } = await open()
  const { key } = row()
  expect(await book.save(row(), row().item, it('tasse', 'rata'))).toBeUndefined()
  expect(row().item.terms).toEqual(['tasse', 'rata'])
  expect(await book.remove(row())).toBeUndefined()
  expect(row().deleted).toBe(true)
  expect(office.groups).toEqual([])
  await book.addAgain(row(), row().item)
  expect(row()).toMatchObject({ key, deleted: false, item: { terms: ['tasse', 'rata'] } })
})

test('what another editor saved is not overwritten until one says so', async () => {
  const { office, book, row } = await open()
  await office.save(row().item.id, it('tasse', 'mora'), 1)
  const conflict = await book.save(row(), row().item, it('tasse', 'rata'))
  if (conflict?.kind !== 'stale') throw new Error('no conflict')
  expect(conflict.theirs.terms).toEqual(['tasse', 'mora'])
  expect(row().item.terms).toEqual(['tasse', 'rette'])
  expect(await book.save(row(), conflict.theirs, it('tasse', 'rata'))).toBeUndefined()
  expect(office.groups[0]?.terms).toEqual(['tasse', 'rata'])
})

test('a group that another editor changed is shown, not deleted', async () => {
  const { office, book, row } = await open()
  await office.save(row().item.id, it('tasse', 'mora'), 1)
  expect(await book.remove(row())).toMatchObject({ kind: 'stale' })
  expect(row()).toMatchObject({ deleted: false, item: { terms: ['tasse', 'mora'], revision: 2 } })
})

test('a group that another editor deleted goes, or comes back as a new one', async () => {
  const { office, book, row } = await open()
  await office.remove(row().item.id, 1)
  expect(await book.save(row(), row().item, it('tasse', 'rata'))).toEqual({ kind: 'gone' })
  await book.addAgain(row(), it('tasse', 'rata'))
  expect(office.groups[0]?.terms).toEqual(['tasse', 'rata'])
  await office.remove(row().item.id, 1)
  expect(await book.remove(row())).toEqual({ kind: 'gone' })
  expect(book.rows.value).toEqual([])
})
