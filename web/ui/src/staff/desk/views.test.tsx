// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import type { SuggestedEntry } from '../../api/staff-types'
import type { Workplace } from '../app/workplace'
import { setLang } from '../i18n'
import { Says } from '../ui/say'
import { levelAction } from './actions'
import { Banner } from './banner'
import { Chat } from './chat'
import { CloseDialog } from './close-dialog'
import { Composer } from './composer'
import { ContextPane } from './context'
import { Desk } from './desk'
import { EscalateDialog } from './escalate-dialog'
import { HelplinesCard } from './helplines'
import { Log } from './log'
import { SendBackDialog } from './send-back-dialog'
import { Suggest } from './suggest'
import { detail, event, memoryStorage, refusal, settle, summary, TestServer } from './testing'

setLang('it')
afterEach(cleanup)

function made() {
  const server = new TestServer()
  const storage = memoryStorage()
  const desk = new Desk({ api: server, storage })
  const chat = new Chat(summary('c1'), server, storage)
  chat.show(detail('c1', [event(5, { text: 'quando scade?' })]))
  desk.chats.value = [chat]
  const place: Workplace = {
    desk,
    api: server,
    suggest: new Suggest(server),
    live: () => undefined,
    start: async () => {},
    stop: () => {},
  }
  return { server, desk, chat, place }
}

const box = () => screen.getByRole<HTMLTextAreaElement>('textbox')

test('Enter sends, Shift+Enter does not, Ctrl+Enter makes a note', async () => {
  const { chat, place, server } = made()
  server.sending = () => new Promise(() => {})
  render(<Composer place={place} chat={chat} />)
  fireEvent.input(box(), { target: { value: 'buongiorno' } })
  fireEvent.keyDown(box(), { key: 'Enter', shiftKey: true })
  expect(server.calls).toEqual([])
  fireEvent.keyDown(box(), { key: 'Enter' })
  expect(server.calls).toEqual(['send c1 messages buongiorno'])
  expect(chat.draft.value).toBe('')
  fireEvent.input(box(), { target: { value: 'da verificare' } })
  fireEvent.keyDown(box(), { key: 'Enter', ctrlKey: true })
  expect(chat.outbox.items.value.at(-1)).toMatchObject({ line: 'notes', text: 'da verificare' })
})

test('a slash offers the canned replies, which go into the box', async () => {
  const { chat, place, server } = made()
  const reply = (name: string, text: string) => ({ id: name, name, text, lang: 'it' as const, queue: false })
  server.replies = [reply('attesa', 'Un momento.'), reply('saluto', 'Buongiorno Anna.'), reply('scuse', 'Mi scusi.')]
  server.sending = () => new Promise(() => {})
  render(<Composer place={place} chat={chat} />)
  const type = (value: string) => {
    box().value = value
    box().setSelectionRange(value.length, value.length)
    fireEvent.input(box())
  }
  type('/s')
  fireEvent.keyDown(box(), { key: 'Enter' })
  expect(server.calls).toEqual([]) // they are not there yet: the slash is not for the student
  await vi.waitFor(() => expect(screen.getAllByRole('option').length).toBe(3))
  type('/s')
  fireEvent.keyDown(box(), { key: 'ArrowDown' })
  const chosen = screen.getByRole('option', { selected: true })
  expect(chosen.textContent).toContain('/scuse')
  expect(box().getAttribute('aria-activedescendant')).toBe(chosen.id)
  fireEvent.keyDown(box(), { key: 'Enter' })
  expect(chat.draft.value).toBe('Mi scusi.')
  expect(screen.queryByRole('listbox')).toBeNull()
  type('Ciao /at')
  fireEvent.keyDown(box(), { key: 'Escape' })
  expect(screen.queryByRole('listbox')).toBeNull()
  type('Ciao /att')
  expect(screen.queryByRole('listbox')).toBeNull() // the same slash, given up
  expect(server.calls).toEqual([])
})

test('an empty message is not sent, nor one still being composed', () => {
  const { chat, place, server } = made()
  render(<Composer place={place} chat={chat} />)
  fireEvent.keyDown(box(), { key: 'Enter' })
  fireEvent.input(box(), { target: { value: 'に' } })
  fireEvent.keyDown(box(), { key: 'Enter', isComposing: true })
  expect(server.calls).toEqual([])
})

test('in the note mode the box says who does not see it', async () => {
  const { chat, place } = made()
  render(<Composer place={place} chat={chat} />)
  fireEvent.click(screen.getByRole('button', { name: 'Nota interna' }))
  expect(await screen.findByRole('textbox', { name: /lo studente non la vede/ })).toBeTruthy()
})

test('a refused message says why and can be mended', async () => {
  const { chat, server } = made()
  server.sending = () => Promise.reject(refusal('too_long', 400))
  render(<Log chat={chat} />)
  chat.send('troppo lungo', false)
  await settle()
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('abc123')
  fireEvent.click(screen.getByRole('button', { name: 'Modifica' }))
  expect(chat.draft.value).toBe('troppo lungo')
  expect(chat.outbox.items.value).toEqual([])
})

test('markup in a message stays text; an address becomes a link', () => {
  const { chat } = made()
  chat.add(event(9, { text: '<b>ciao</b> https://example.org/a?b=1.' }))
  const { container } = render(<Log chat={chat} />)
  expect(container.querySelector('.words b')).toBeNull()
  expect(container.querySelector('.words a')?.getAttribute('href')).toBe('https://example.org/a?b=1')
  expect(container.textContent).toContain('<b>ciao</b>')
})

test('the context marks what the student rejected', () => {
  const { chat, place } = made()
  const shown = [{ type: 'entry' as const, id: 'e1', question: 'Quando scade la rata?', confidence: 0.82 }]
  const turn = {
    n: 1,
    text: 'scadenza',
    kind: 'answer' as const,
    confidence: 0.82,
    shown,
    helped: 'no' as const,
    at: event(1).at,
  }
  chat.context.value = { ...detail('c1', []).context, turns: [turn] }
  render(<ContextPane place={place} chat={chat} shown={false} onBack={() => {}} />)
  expect(screen.getByText('Non l’ha aiutato')).toBeTruthy()
  expect(screen.getByText('82%')).toBeTruthy()
  expect(screen.getByText(/Identità non verificata/)).toBeTruthy()
})

test('Alt+1 inserts the first suggestion, after what is already written', async () => {
  const { chat, place, server } = made()
  const source = { owner: 'Contributi', updated: '2026-09-01', url: '/faq/e1' }
  const item = {
    entry: 'e1',
    question: 'Quando scade?',
    text: 'Il 30 settembre.',
    confidence: 0.9,
    source,
  } as SuggestedEntry
  server.suggest = () => Promise.resolve([item]) as never
  render(<ContextPane place={place} chat={chat} shown={false} onBack={() => {}} />)
  await screen.findByText('Quando scade?')
  chat.draft.value = 'Buongiorno!'
  fireEvent.keyDown(document, { altKey: true, code: 'Digit1', key: '1' })
  expect(chat.draft.value).toBe('Buongiorno!\n\nIl 30 settembre.')
})

test('closing asks how it went, and for the entry when one answered', async () => {
  const { chat, place, server } = made()
  const done = vi.fn()
  render(<CloseDialog place={place} chat={chat} onDone={done} onClose={() => {}} />)
  const close = screen.getByRole('button', { name: 'Chiudi chat' })
  fireEvent.click(close)
  expect(await screen.findByText('Scegli com’è andata.')).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: /Bastava una voce/ }))
  fireEvent.click(close)
  expect(await screen.findByText('Scegli la voce che avrebbe risposto.')).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: /^Risolta/ }))
  fireEvent.click(close)
  await settle()
  expect(server.calls).toContain('close c1 resolved')
  expect(done).toHaveBeenCalled()
})

test('a close that fails stays open and says why', async () => {
  const { chat, place, server } = made()
  server.close = () => Promise.reject(refusal('internal', 500))
  const done = vi.fn()
  render(<CloseDialog place={place} chat={chat} onDone={done} onClose={() => {}} />)
  fireEvent.click(screen.getByRole('radio', { name: /^Risolta/ }))
  fireEvent.click(screen.getByRole('button', { name: 'Chiudi chat' }))
  expect((await screen.findByRole('alert')).textContent).toContain('abc123')
  expect(done).not.toHaveBeenCalled()
})

test('the connection: silent while well, a line while lost, a word when back', async () => {
  const { chat, desk } = made()
  desk.connection.value = 'live'
  render(<Banner desk={desk} chat={chat} live={() => undefined} />)
  expect(screen.getByRole('status').textContent).toBe('')
  desk.connection.value = 'lost'
  expect(await screen.findByText(/Connessione persa/)).toBeTruthy()
  desk.connection.value = 'live'
  expect(await screen.findByText(/ripristinata/)).toBeTruthy()
})

test('escalating needs a reason, and goes up once only', async () => {
  const { chat, place, server } = made()
  const done = vi.fn()
  render(<EscalateDialog place={place} chat={chat} onDone={done} onClose={() => {}} />)
  const pass = screen.getByRole('button', { name: 'Passa al secondo livello' })
  fireEvent.click(pass)
  expect(await screen.findByText(/Scrivi il motivo/)).toBeTruthy()
  fireEvent.input(box(), { target: { value: ' doppia carriera ' } })
  fireEvent.click(pass)
  await settle()
  expect(server.calls).toContain('escalate c1  doppia carriera')
  expect(done).toHaveBeenCalled()
  expect(levelAction(summary('c1'))).toBe('escalate')
  expect(levelAction(summary('c1', { level: 2, escalated: true }))).toBe('send_back')
  expect(levelAction(summary('c1', { level: 2 }))).toBeUndefined()
})

test('sending back needs a note', async () => {
  const { chat, place, server } = made()
  render(<SendBackDialog place={place} chat={chat} onDone={() => {}} onClose={() => {}} />)
  const send = screen.getByRole('button', { name: 'Rimanda' })
  fireEvent.click(send)
  expect(await screen.findByText(/che cosa rispondere\.$/, { selector: '.field-error, .field-error *' })).toBeTruthy()
  fireEvent.input(box(), { target: { value: 'voce 12' } })
  fireEvent.click(send)
  await settle()
  expect(server.calls).toContain('send-back c1 voce 12')
})

test('the log says who gave, took and closed', () => {
  const { chat } = made()
  chat.show(
    detail('c1', [
      event(20, { kind: 'claimed', author: 'system', name: 'Giulia' }),
      event(21, { kind: 'returned', author: 'supervisor', name: 'Giulia', data: { by: 'Paolo', queue_name: 'Tasse' } }),
      event(22, { kind: 'moved', author: 'supervisor', data: { by: 'Paolo', queue_name: 'Esami' } }),
      event(23, { kind: 'asked', author: 'system' }),
      event(24, { kind: 'closed', author: 'system', data: { outcome: 'abandoned' } }),
    ]),
  )
  const { container } = render(<Log chat={chat} />)
  for (const words of [
    'Assegnata a Giulia',
    'Paolo l’ha rimessa in testa alla coda «Tasse»',
    'Paolo l’ha spostata nella coda «Esami»',
    'ha chiesto allo studente se c’è ancora',
    'lo studente non rispondeva più',
  ])
    expect(container.textContent).toContain(words)
})

test('that the student is typing is said once before each message', async () => {
  const { chat } = made()
  render(
    <>
      <Log chat={chat} />
      <Says />
    </>,
  )
  const told: string[] = []
  const typing = () => told.filter(words => words.includes('scrivendo'))
  const region = document.querySelector('[aria-live="polite"]')
  if (!region) throw new Error('nothing speaks')
  new MutationObserver(() => told.push(region.textContent ?? '')).observe(region, {
    childList: true,
    characterData: true,
    subtree: true,
  })
  for (let i = 0; i < 2; i++) {
    chat.types()
    await vi.waitFor(() => expect(screen.getByText('sta scrivendo…')).toBeTruthy())
    chat.typing.value = false
    await vi.waitFor(() => expect(screen.queryByText('sta scrivendo…')).toBeNull())
  }
  expect(typing()).toEqual(['Giulia sta scrivendo'])
  chat.add(event(6, { text: 'eccomi' }))
  chat.types()
  await vi.waitFor(() => expect(typing().length).toBe(2))
})

test('the numbers to call stand above the box of an urgent chat, and one press writes them', async () => {
  const { chat, place, server } = made()
  const helplines = [{ name: 'Numero di emergenza', phone: '112', hours: 'Sempre', about: 'Pericolo' }]
  render(<HelplinesCard place={place} chat={chat} />)
  expect(screen.queryByRole('region')).toBeNull()
  server.details.set('c1', detail('c1', [event(5)], { urgent: true, helplines }))
  chat.add(event(6, { kind: 'distress', author: 'system' }))
  await settle()
  await screen.findByRole('region', { name: 'Parole di disagio: chi può chiamare adesso' })
  chat.draft.value = 'Sono qui.'
  fireEvent.click(screen.getByRole('button', { name: /Metti nella risposta/ }))
  expect(chat.draft.value).toMatch(/^Sono qui\.\n\nNon devi affrontare .*\n• Numero di emergenza: 112 \(Sempre\)$/)
})

test('where the words are of distress, no entry is missed', async () => {
  const { chat, place, server } = made()
  render(<ContextPane place={place} chat={chat} shown={false} onBack={() => {}} />)
  await settle()
  screen.getByText(/Nessuna voce risponde/)
  server.details.set('c1', detail('c1', [event(5)], { urgent: true }))
  chat.add(event(6, { kind: 'distress', author: 'system' }))
  await settle()
  screen.getByText(/non si risponde con una voce/)
})
