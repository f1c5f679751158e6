// @vitest-environment happy-dom
// The widget in a light DOM, against the make-believe office. There is no WebSocket here,
// so the chat goes over long polling.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Office } from '../test/office'
import { reply, until } from '../test/server'
import { mount } from './app'
import type { Host } from './host'

let office: Office
let root: ShadowRoot
let launcher: HTMLButtonElement

beforeEach(async () => {
  office = await new Office().start()
  ;(window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(office.url)
  localStorage.clear()
  sessionStorage.clear()
  // the loader's part
  const element = document.body.appendChild(document.createElement('div'))
  root = element.attachShadow({ mode: 'open' })
  launcher = root.appendChild(document.createElement('button'))
  const label = launcher.appendChild(document.createElement('span'))
  const host: Host = {
    root,
    launcher,
    label,
    server: `${office.url}/`,
    entryPoint: 'www',
    audience: '',
    lang: 'it',
    page: false,
  }
  mount(host).open(true)
  await until(() => text().includes('Mobilità internazionale'))
})

afterEach(async () => {
  document.body.replaceChildren()
  await office.server.stop()
})

const text = () => root.textContent ?? ''
const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)]
const named = (name: string) =>
  all('button').find(button => (button.getAttribute('aria-label') ?? button.textContent) === name)
const spoken = () => root.querySelector('[aria-live="polite"]')?.textContent ?? ''

function write(words: string): void {
  const box = root.querySelector('textarea')
  if (!box) throw new Error('no box')
  box.value = words
  box.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

async function send(words: string): Promise<void> {
  write(words)
  await until(() => named('Invia')?.getAttribute('aria-disabled') === 'false')
  root.querySelector('textarea')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
}

test('every control has a name', async () => {
  await send('quando scade la seconda rata')
  await until(() => named('Sì') !== undefined)
  for (const button of all('button, a[href]')) {
    expect((button.getAttribute('aria-label') ?? button.textContent ?? '').trim(), button.outerHTML).not.toBe('')
  }
  for (const field of all('textarea, input')) {
    const label = field.getAttribute('aria-label') ?? root.querySelector(`label[for="${field.id}"]`)?.textContent
    expect(label, field.outerHTML).toBeTruthy()
  }
})

test('a reply is announced once, and the history is not a live region', async () => {
  await send('quando scade la seconda rata')
  await until(() => spoken() !== '')
  expect(spoken()).toBe('Quando scade la seconda rata?. La seconda rata scade il 28 marzo.')
  expect(all('[aria-live="polite"]')).toHaveLength(1)
  expect(root.querySelector('[role="log"]')?.getAttribute('aria-live')).toBe('off')
})

test('the links of an answer open in a new tab, on the office’s server', async () => {
  await send('quando scade la seconda rata')
  await until(() => root.querySelector('.prose a')?.getAttribute('target') === '_blank')
  expect(root.querySelector('.prose a')?.getAttribute('href')).toBe(`${office.url}/servizi`)
})

test('what was not useful leads to a person', async () => {
  await send('quando scade la seconda rata')
  await until(() => named('No') !== undefined)
  named('No')?.click()
  await until(() => text().includes('Mi dispiace di non averti aiutato'))
  expect(text()).toContain('2 persone in fila')
})

test('a person is in reach before any question', async () => {
  named('Parla con una persona')?.click()
  await until(() => all('.way.primary').length === 1)
  expect(text()).toContain('Certo, ecco come parlare con noi.')
  expect(office.turns).toEqual([])
})

test('Shift+Enter is a new line, and too long a text is not sent', async () => {
  write('x'.repeat(501))
  await until(() => text().includes('Un carattere di troppo'))
  expect(named('Invia')?.getAttribute('aria-disabled')).toBe('true')
  write('x'.repeat(480))
  await until(() => text().includes('Ancora 20 caratteri'))
  const enter = new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true, cancelable: true })
  root.querySelector('textarea')?.dispatchEvent(enter)
  expect(enter.defaultPrevented).toBe(false)
  expect(office.turns).toEqual([])
})

test('Escape closes and gives the focus back', async () => {
  const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })
  root.querySelector('.panel')?.dispatchEvent(key)
  await until(() => !root.querySelector('.panel'))
  expect(launcher.hidden).toBe(false)
  expect(root.activeElement).toBe(launcher)
})

test('a ticket with a wrong address is not sent, with a right one it is', async () => {
  await send('parla con una persona')
  await until(() => all('.way.secondary').length === 1)
  all('.way.secondary')[0]?.click()
  await until(() => root.querySelector('form.ticket-form') !== null)
  const email = root.querySelector<HTMLInputElement>('input[type=email]')
  const submit = () => root.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true }))
  if (email) email.value = 'anna'
  submit()
  await until(() => email?.getAttribute('aria-invalid') === 'true')
  expect(office.handoff).toBeUndefined()
  if (email) email.value = 'anna@example.org'
  submit()
  await until(() => text().includes('Richiesta inviata a Tasse e contributi'))
  expect(root.querySelector<HTMLInputElement>('.link-field')?.value).toBe(`${office.url}/conversation#v1.secret-token`)
})

test('a request without any question needs a sentence', async () => {
  named('Parla con una persona')?.click()
  await until(() => all('.way.secondary').length === 1)
  all('.way.secondary')[0]?.click()
  await until(() => root.querySelector('form.ticket-form') !== null)
  const submit = () => root.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true }))
  submit()
  await until(() => text().includes('basta una frase'))
  const box = root.querySelector<HTMLTextAreaElement>('textarea[name=text]')
  if (box) box.value = 'Ho perso il tesserino.'
  submit()
  await until(() => office.server.events.some(event => event.text === 'Ho perso il tesserino.'))
})

test('a request that fails and is tried again has its sentence', async () => {
  named('Parla con una persona')?.click()
  await until(() => all('.way.secondary').length === 1)
  all('.way.secondary')[0]?.click()
  await until(() => root.querySelector('form.ticket-form') !== null)
  const box = root.querySelector<HTMLTextAreaElement>('textarea[name=text]')
  if (box) box.value = 'Ho perso il tesserino.'
  office.server.handler = (_, response) =>
    reply(response, 500, { error: { code: 'internal', message: 'Riprova.', id: 'e78' } })
  root.querySelector('form')?.dispatchEvent(new SubmitEvent('submit', { bubbles: true }))
  await until(() => text().includes('codice e78'))
  office.listen()
  named('Riprova')?.click()
  await until(() => office.server.events.some(event => event.text === 'Ho perso il tesserino.'))
})

test('a chat, from the line to the goodbye', async () => {
  await send('parla con una persona')
  await until(() => all('.way.primary').length === 1)
  all('.way.primary')[0]?.click()
  await until(() => text().includes('Sei al posto 3'))
  await send('Nel frattempo: ho pagato')
  await until(() => all('.delivery').length === 1, 10_000)
  office.claim('Anna')
  await until(() => text().includes('Stai parlando con Anna'), 10_000)
  await until(() => text().includes('Consegnato'))
  office.server.say('Ciao!', { name: 'Anna' })
  await until(() => spoken() === 'Anna: Ciao!')
  office.event('closed')
  await until(() => text().includes('La chat è chiusa'))
  expect(localStorage.getItem('sportello.chat')).toBeNull()
  expect(office.server.events.filter(event => event.author === 'student')).toHaveLength(1)
})

test('a conversation that the server has forgotten is begun anew', async () => {
  await send('quando scade la seconda rata')
  await until(() => named('Sì') !== undefined)
  office.forgetful = true
  await send('borsa di studio')
  await until(() => text().includes('Chi può chiedere la borsa di studio'))
  expect(office.created).toBe(2)
})

test('a failure says what to do and can be tried again', async () => {
  office.server.handler = (_, response) =>
    reply(response, 500, { error: { code: 'internal', message: 'Riprova.', id: 'e77' } })
  await send('quando scade la seconda rata')
  await until(() => text().includes('codice e77'))
  office.listen()
  named('Riprova')?.click()
  await until(() => text().includes('28 marzo'))
  expect(text()).not.toContain('e77')
})

test('says how a follow-up was understood, and takes it alone if that was wrong', async () => {
  await send('e se pago tardi?')
  await until(() => text().includes('Ho inteso: «Quando scade la seconda rata, e se pago tardi?»'))
  expect(spoken()).toContain('Ho inteso')
  named('No, intendevo solo questo')?.click()
  await until(() => office.turns.length === 2)
  await until(() => named('No, intendevo solo questo') === undefined)
})

test('answers each question of a message, with its own word and its own way to a person', async () => {
  await send('il criceto? e quando scade la rata?')
  await until(() => text().includes('Quando scade la rata?'))
  expect(all('.part-question').map(one => one.textContent)).toEqual(['Che fa il criceto?', 'Quando scade la rata?'])
  expect(text()).toContain('Hai fatto anche un’altra domanda')
  expect(spoken()).toContain('Hai fatto 2 domande')
  named('Sì')?.click()
  await until(() => text().includes('Bene!'))
  all('.way.primary')[0]?.click() // still there
  await until(() => office.handoff !== undefined)
  expect(office.open).toBe(1)
})

test('shows whom to call before anything else', async () => {
  await send('voglio morire')
  await until(() => all('.helplines').length === 1)
  expect(all('.reply > *')[1]?.className).toContain('helplines')
  expect(root.querySelector('.call')?.getAttribute('href')).toBe('tel:112')
  expect(spoken()).toContain('112')
  expect(text()).toContain('Puoi anche parlare con noi.')
})

test('words of distress in line show whom to call', async () => {
  await send('parla con una persona')
  await until(() => all('.way.primary').length === 1)
  all('.way.primary')[0]?.click()
  await until(() => text().includes('Sei al posto 3'))
  office.event('urgent', { helplines: [{ name: 'Emergenza', phone: '112', hours: 'Sempre', about: 'Pericolo' }] })
  await until(() => all('.helplines').length === 1, 10_000)
  expect(root.querySelector('.call')?.getAttribute('href')).toBe('tel:112')
  await until(() => spoken().includes('Emergenza: 112'))
})

test('asks what tells choices apart', async () => {
  await send('come presento domanda')
  await until(() => text().includes('Per quale corso di studi'))
  expect(spoken()).toBe(
    'Per quale corso di studi: laurea triennale o laurea magistrale? Laurea triennale; Laurea magistrale',
  )
  all('.option')[0]?.click()
  await until(() => text().includes('28 marzo'))
  expect(all('.bubble').at(-1)?.textContent).toContain('Laurea triennale')
})
