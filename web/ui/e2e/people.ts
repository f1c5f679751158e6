// The people of the tests: a student before the widget, staff before their pages.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { freePort } from './listen'
import { type Program, start } from './program'

let browser: Browser
let program: Program

// Gives the tests of a file a program of their own, on a new office, and the browser.
// settings are of the environment.
export function useOffice(settings: () => Record<string, string> = () => ({})): void {
  beforeAll(async () => {
    program = await start(inject('office'), settings())
    browser = await chromium.connect(inject('browser'))
  })
  afterAll(async () => {
    await browser.close()
    await program.stop()
  })
}

// What the program talks to, played by the test.
export interface StandIn {
  start: () => Promise<Record<string, string>> // the settings by which the program finds it
  stop: () => void
}

// An office beside a stand-in. What is sent there leads to the program: its address is chosen before it starts.
export function useOfficeWith(standIn: StandIn): void {
  let settings: Record<string, string> = {}
  beforeAll(async () => {
    const address = `127.0.0.1:${await freePort()}`
    settings = { ...(await standIn.start()), SPORTELLO_ADDR: address, SPORTELLO_PUBLIC_URL: `http://${address}` }
  })
  afterAll(() => standIn.stop())
  useOffice(() => settings)
}

// Where students are, and where the staff are: on PostgreSQL another node.
export const url = (): string => program.url
export const staffUrl = (): string => program.staffUrl

// With which a member of staff calls the API.
export const token = (login: string): string => inject('office').tokens[login] ?? ''

export async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'it-IT', viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const faults: string[] = []
  page.on('pageerror', error => faults.push(String(error)))
  page.on('console', message => {
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text()))
      faults.push(message.text())
  })
  context.on('close', () => expect(faults, `faults on ${address}`).toEqual([]))
  await page.goto(address)
  return page
}

// A student with the widget open, at the server or behind something that stands before it.
export async function student(base = url(), options: BrowserContextOptions = {}, path = '/demo'): Promise<Student> {
  const page = await open(base + path, options)
  await page.getByRole('button', { name: /Serve aiuto|Need help/ }).click()
  await page.getByRole('textbox', { name: /La tua domanda|Your question/ }).waitFor()
  return new Student(page)
}

export class Student {
  constructor(readonly page: Page) {}

  get log(): Locator {
    return this.page.getByRole('log')
  }

  async ask(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: /La tua domanda|Your question/ }).fill(text)
    await this.page.keyboard.press('Enter')
    await this.log.getByText(text).first().waitFor()
    await this.page.getByText(/Cerco la risposta|Looking for/).waitFor({ state: 'detached' })
  }

  // Asks for a person, and says that none of the topics fits.
  async person(): Promise<void> {
    await this.ask('voglio parlare con una persona')
    await this.page.getByLabel('Di che cosa si tratta?').selectOption('Altro, o non lo so')
  }

  async write(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: /Il tuo messaggio|Your message/ }).fill(text)
    await this.page.keyboard.press('Enter')
  }

  async press(name: RegExp | string): Promise<void> {
    await this.page.getByRole('button', { name }).last().click()
  }

  close(): Promise<void> {
    return this.page.context().close()
  }
}

export async function staff(login: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await open(`${staffUrl()}/staff/`, options)
  await page.getByRole('textbox', { name: /Nome utente|Login/ }).fill(login)
  await page.getByLabel('Password', { exact: true }).fill(inject('office').passwords[login] ?? '')
  await page.keyboard.press('Enter')
  await page
    .getByRole('navigation', { name: /Pagine|Pages/, includeHidden: true }) // a phone hides it behind a button
    .first()
    .waitFor({ state: 'attached' })
  return page
}

// Nothing that axe-core knows of WCAG 2.2 A and AA is wrong on the page. What is right is not
// told of, and nothing is gathered on a second page, as frames of other sites would need, which
// there are none of here: that takes longer than the checks themselves.
export async function accessible(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode()
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const told = found.violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`)
  expect(told, page.url()).toEqual([])
}

// Where SPORTELLO_SHOTS names a folder, what a person would see is kept there.
export async function shot(page: Page, name: string): Promise<void> {
  const dir = process.env.SPORTELLO_SHOTS
  if (!dir) return
  mkdirSync(dir, { recursive: true })
  await page.screenshot({ path: join(dir, `${name}.png`) })
}

// The API, as a program uses it.
export async function api<T>(method: string, path: string, as: string, body?: object): Promise<T> {
  const response = await fetch(`${staffUrl()}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${as}`, 'Content-Type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (response.status === 204 ? undefined : await response.json()) as T
}
