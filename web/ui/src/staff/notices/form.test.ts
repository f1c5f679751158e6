import { expect, test } from 'vitest'
import type { KeptNotice } from '../../api/notices'
import { draftOf, emptyForm, errorsOf, formOf, type NoticeForm, titleOf } from './form'

const now = new Date(2026, 8, 7, 10, 0)
const good: NoticeForm = { ...emptyForm(now), it: { title: 'Rata', text: 'Scade.' } }

test('a new notice is for now and the rest of the day', () => {
  expect(emptyForm(now)).toMatchObject({ from: '2026-09-07T10:00', until: '2026-09-07T23:59', topics: [] })
  expect(errorsOf(emptyForm(now), now)).toEqual({ it: 'notices.need_words' })
})

test('what is wrong is said at its field', () => {
  const errors = (part: Partial<NoticeForm>) => errorsOf({ ...good, ...part }, now)
  expect(errors({})).toEqual({})
  expect(errors({ it: { title: ' ', text: 'x' } })).toEqual({ it: 'notices.need_title' })
  expect(errors({ en: { title: 'x', text: '' } })).toEqual({ en: 'notices.need_text' })
  expect(errors({ from: '' })).toEqual({ from: 'notices.need_from' })
  expect(errors({ until: '' })).toEqual({ until: 'notices.need_until' })
  expect(errors({ until: good.from })).toEqual({ until: 'notices.backwards' })
  expect(errors({ from: '2026-09-06T10:00', until: '2026-09-07T10:00' })).toEqual({ until: 'notices.past' })
  expect(errors({ until: '2027-09-09T10:00' })).toEqual({ until: 'notices.too_long' })
})

test('a notice comes back from the form as it went in', () => {
  const kept: KeptNotice = {
    id: 'n',
    kind: 'deadline',
    texts: { en: { title: 'Fees', text: 'Due.' } },
    topics: ['fees'],
    entry_points: ['faq', 'www'],
    from: now.toISOString(),
    until: new Date(2026, 8, 8).toISOString(),
    state: 'shown',
    revision: 3,
    changed_at: now.toISOString(),
    changed_by: 'Elena',
  }
  const { id, state, revision, changed_at, changed_by, ...draft } = kept
  expect(draftOf(formOf(kept))).toEqual(draft)
  expect(draftOf({ ...formOf(kept), places: ' www, ,faq,' }).entry_points).toEqual(['www', 'faq'])
  expect(titleOf(kept, 'it')).toEqual({ title: 'Fees', lang: 'en' })
})
