// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import type { EntrySummary } from '../../api/studio-types'
import { session } from '../app/session'
import { EntriesPage } from './page'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const entry = (i: number) =>
  ({
    ...{ id: `fees-${String(i).padStart(3, '0')}`, topic: 'fees', lang: i % 2 ? 'en' : 'it', question: `Domanda ${i}` },
    ...{ owner: 'Ufficio', updated: '2026-01-01', review_by: '2027-01-01', url: '/', revision: 1, state: 'published' },
    ...{ published: true, alarms: [], use: { shown: 0, helped: 0, rejected: 0, handed_over: 0 } },
  }) as EntrySummary

test('all of a long list can be reached, and a filter begins it anew', async () => {
  const entries = Array.from({ length: 250 }, (_, i) => entry(i))
  vi.spyOn(session.client, 'get').mockImplementation(async path => {
    return path === '/studio/entries' ? entries : { topics: [] }
  })
  render(<EntriesPage />)
  const links = () => document.querySelectorAll('.entries th a').length
  await waitFor(() => expect(links()).toBe(100))
  fireEvent.click(screen.getByRole('button', { name: 'Show 100 more entries' }))
  await waitFor(() => expect(links()).toBe(200))
  await waitFor(() => expect(document.activeElement).toBe(document.querySelectorAll('.entries th a')[100]))
  fireEvent.click(screen.getByRole('button', { name: 'Show 50 more entries' }))
  await waitFor(() => expect(links()).toBe(250))
  expect(screen.queryByRole('button', { name: /more entr/ })).toBeNull()
  fireEvent.change(screen.getByLabelText('Language'), { target: { value: 'en' } })
  await waitFor(() => expect(links()).toBe(100))
  expect(screen.getByText('The first 100 of 125 are shown.')).toBeTruthy()
})
