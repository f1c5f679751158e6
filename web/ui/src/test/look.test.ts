// The built widget in a real browser, against the make-believe office: walks through it at
// two widths, two themes and two languages, checks each step with axe, and takes pictures.
// Runs with npm run look, after a build; the browser tests of the whole program are in e2e/.
import { mkdirSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Office } from './office'

const folder = process.env.SPORTELLO_LOOK ?? 'test-results/look'
const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } }

describe('the widget', () => {
  let browser: Browser
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  })
  afterAll(() => browser?.close())

  for (const size of ['phone', 'desk'] as const)
    for (const colorScheme of ['light', 'dark'] as const)
      for (const lang of ['it', 'en'] as const)
        test(`${size} ${colorScheme} ${lang}`, { timeout: 90_000 }, async () => {
          const office = await new Office().start()
          office.lang = lang
          const context = await browser.newContext({ viewport: sizes[size], colorScheme, reducedMotion: 'reduce' })
          const page = await context.newPage()
          const problems: string[] = []
          page.on('pageerror', error => problems.push(error.message))
          page.on('console', message => message.type() === 'error' && problems.push(message.text()))
          const look = (name: string) => lookAt(page, `${folder}/${size}-${colorScheme}-${lang}-${name}.png`)
          await page.goto(`${office.url}/${lang}`)
          await walk(page, office, lang === 'it', look)
          expect(problems.filter(text => !/ERR_|503|WebSocket/.test(text))).toEqual([])
          await context.close()
          await office.server.stop()
        })
})

type Look = (name: string) => Promise<void>

async function walk(page: Page, office: Office, it: boolean, look: Look): Promise<void> {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const box = page.locator('textarea')
  const ask = async (text: string) => {
    await box.fill(text)
    await box.press('Enter')
  }
  await look('00-launcher')
  await button(it ? 'Serve aiuto?' : 'Need help?').click()
  await page.getByText(it ? 'Mobilità' : 'Mobility').waitFor()
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.tagName)).toBe('TEXTAREA')
  await look('01-greeting')
  await ask(it ? 'quando scade la seconda rata' : 'second instalment')
  await button(it ? 'Sì' : 'Yes').waitFor()
  await look('02-answer')
  await ask(it ? 'borsa di studio' : 'scholarship')
  await page.locator('.thumb img').waitFor()
  await look('03-guide')
  await page.locator('.thumb').click()
  await look('04-zoom')
  await page.keyboard.press('Escape')
  expect(await page.locator('.panel').count(), 'the picture closes, the panel stays').toBe(1)
  await ask(it ? 'iscrizione' : 'enrolment')
  await button(it ? 'Nessuna di queste' : 'None of these').waitFor()
  await look('05-choices')
  office.chatOpen = false
  await button(it ? 'Nessuna di queste' : 'None of these').click()
  await page.locator('.closed').waitFor()
  await look('06-closed')
  office.chatOpen = true
  await button(it ? 'Parla con una persona' : 'Talk to a person').click()
  // the ways on the screen are still good: a new question brings the open ones
  await ask(it ? 'vorrei parlare con una persona' : 'a person please')
  await page.locator('.way.primary:enabled').waitFor()
  await look('07-ways')
  await page.locator('.way.secondary:enabled').click()
  await look('08-ticket-form')
  await button(it ? 'Annulla' : 'Cancel').click()
  await page.locator('.way.primary:enabled').click()
  await page.locator('.status.waiting').waitFor()
  office.server.push({ kind: 'place', position: 2, chat: 'c1' })
  await page.getByText(it ? 'Sei al posto 2' : 'You are number 2').waitFor()
  await look('09-waiting')
  await talk(page, office, it, ask, look)
}

async function talk(page: Page, office: Office, it: boolean, ask: (text: string) => Promise<void>, look: Look) {
  office.claim('Anna')
  await page.locator('.status.engaged').waitFor()
  await ask(it ? 'Buongiorno, ho pagato ma non risulta' : 'Good morning, I have paid but it does not show')
  await page.locator('.delivery.delivered').waitFor()
  office.event('seen', { author: 'operator', data: { seq: office.server.events.at(-1)?.seq } })
  await page.locator('.delivery.seen').waitFor()
  office.server.say(it ? 'Ciao! Controllo subito.' : 'Hello! Let me check.', { name: 'Anna' })
  office.server.push({ kind: 'typing', author: 'operator', chat: 'c1' })
  await page.locator('.thinking').waitFor()
  await look('10-engaged')
  office.server.down = true
  office.server.cut()
  await page.locator('.status.lost').waitFor()
  await ask(it ? 'Ci sei ancora?' : 'Are you still there?')
  await page.locator('.bubble.pending').waitFor()
  await look('11-lost')
  office.server.down = false
  await page.locator('.status button').first().click()
  await page.locator('.status.engaged').waitFor()
  await page.locator('.bubble.pending').waitFor({ state: 'detached' })
  expect(office.server.events.filter(event => event.author === 'student' && event.text)).toHaveLength(2)
  await page.goto(`${office.url}/conversation${it ? '' : '/en'}#v1.secret-token`)
  await page.locator('.status.engaged').waitFor()
  await look('12-page')
  office.event('closed')
  await page.locator('.status').waitFor({ state: 'detached' })
  await look('13-closed')
}

async function lookAt(page: Page, path: string): Promise<void> {
  await page.waitForTimeout(150)
  await page.screenshot({ path })
  const { violations, passes } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .include('sportello-widget')
    .analyze()
  // it looks into the shadow root
  expect(passes.some(({ nodes }) => nodes.some(node => node.html.includes('class="')))).toBe(true)
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`),
    path,
  ).toEqual([])
}
