// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setLang } from '../i18n'
import { session } from './session'
import { SignIn } from './sign-in'

let answer: () => Response
const asked = vi.fn()

beforeEach(() => {
  setLang('it')
  asked.mockReset()
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked(url, init.body)
    return Promise.resolve(answer())
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const refusal = (status: number, code: string, headers = {}) =>
  Response.json({ error: { code, message: 'Detto dal server.', id: 'x1' } }, { status, headers })

function fill(login: string, password: string) {
  fireEvent.input(screen.getByLabelText('Nome utente'), { target: { value: login } })
  fireEvent.input(screen.getByLabelText('Password'), { target: { value: password } })
  fireEvent.click(screen.getByRole('button', { name: 'Accedi' }))
}

test('asks for what is missing before asking the server', async () => {
  render(<SignIn />)
  fireEvent.click(screen.getByRole('button', { name: 'Accedi' }))
  expect(await screen.findByText('Scrivi il nome utente.')).toBeTruthy()
  expect(screen.getByLabelText('Nome utente').getAttribute('aria-invalid')).toBe('true')
  expect(asked).not.toHaveBeenCalled()
})

test('a wrong password is said without saying which was wrong', async () => {
  answer = () => refusal(401, 'wrong_password')
  render(<SignIn />)
  fill('anna', 'sbagliata')
  expect((await screen.findByRole('alert')).textContent).toContain('Nome utente o password errati')
})

test('too many tries: how long to wait, and no more asking until then', async () => {
  answer = () => refusal(429, 'rate_limited', { 'Retry-After': '20' })
  render(<SignIn />)
  fill('anna', 'sbagliata')
  expect(await screen.findByText(/Riprova tra 20 secondi/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Accedi' }))
  expect(asked).toHaveBeenCalledTimes(1)
})

test('the language can be changed before signing in', async () => {
  render(<SignIn />)
  fireEvent.click(screen.getByRole('button', { name: 'English' }))
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy()
})

test('the right password opens the session', async () => {
  answer = () => Response.json({ id: 'u1', login: 'anna', name: 'Anna', roles: ['editor'], lang: 'it', csrf: 'c' })
  render(<SignIn />)
  fill(' anna ', 'giusta')
  await vi.waitFor(() => expect(session.standing.value).toBe('in'))
  expect(asked.mock.calls[0]?.[1]).toBe('{"login":"anna","password":"giusta"}')
})
