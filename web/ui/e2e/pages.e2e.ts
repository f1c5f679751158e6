// Every page: nothing that axe-core finds on a phone by day and on a screen by night, and
// nothing that sticks out at three widths.
import { describe, expect, test } from 'vitest'
import { accessible, open, shot, staff, staffUrl, url, useOffice } from './people'

useOffice()

const widths = [1440, 1024, 390]

describe('public pages', () => {
  for (const [name, path] of [
    ['demo', '/demo'],
    ['demo-en', '/demo?lang=en'],
    ['faq', '/faq/it'],
    ['faq-search', '/faq/it?q=tasse'],
    ['faq-topic', '/faq/it/fees'],
    ['faq-topic-en', '/faq/en/fees'],
    ['faq-entry', '/faq/it/fees/fees-second-instalment'],
    ['faq-missing', '/faq/it/none'],
    ['conversation', '/conversation'],
  ] as const) {
    test(name, async () => {
      const page = await open(url() + path, { viewport: { width: 1440, height: 900 } })
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 })
        expect(await overflow(page), `${name} at ${width}`).toBeLessThanOrEqual(0)
        await shot(page, `${name}-${width}`)
      }
      await accessible(page) // on the phone
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.emulateMedia({ colorScheme: 'dark' })
      await accessible(page)
      await page.context().close()
    })
  }

  test('an entry is readable without JavaScript and tells search engines what it is', async () => {
    const page = await open(`${url()}/faq/it/fees/fees-second-instalment`, { javaScriptEnabled: false })
    await page.getByRole('heading', { level: 1, name: /seconda rata/i }).waitFor()
    const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '')
    expect(data['@type']).toBe('FAQPage')
    await page.context().close()
  })
})

describe('staff pages', () => {
  test('sign-in', async () => {
    const page = await open(`${staffUrl()}/staff/`)
    await page.getByLabel('Password', { exact: true }).waitFor()
    await accessible(page)
    await shot(page, 'sign-in')
    await page.getByRole('textbox', { name: 'Nome utente' }).fill('operator')
    await page.getByLabel('Password', { exact: true }).fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('Nome utente o password errati').waitFor()
    await accessible(page)
    await page.context().close()
  })

  for (const [login, link, heading] of [
    ['operator', 'Chat', /In attesa/],
    ['editor', 'Biblioteca', /Biblioteca/],
    ['supervisor', 'Statistiche', /Statistiche/],
    ['administrator', 'Utenti', /Utenti/],
  ] as const) {
    test(`${login}: ${link}`, async () => {
      const page = await staff(login, { viewport: { width: 1440, height: 900 } })
      await page.getByRole('link', { name: link, exact: true }).first().click()
      await page.getByRole('heading', { name: heading }).first().waitFor()
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 })
        await accessible(page)
        expect(await overflow(page), `${link} at ${width}`).toBeLessThanOrEqual(0)
        await shot(page, `staff-${link}-${width}`)
      }
      await page.context().close()
    })
  }

  test('an editor tries a question, from an entry too', async () => {
    const page = await staff('editor', { viewport: { width: 1440, height: 900 } })
    await page.getByRole('link', { name: 'Prova', exact: true }).first().click()
    await page.getByLabel('Domanda').fill('posso pagare la seconda rata in ritardo?')
    await page.keyboard.press('Enter')
    await page
      .getByText(/raggiunge la soglia/)
      .first()
      .waitFor()
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      await accessible(page)
      expect(await overflow(page), `try at ${width}`).toBeLessThanOrEqual(0)
      await shot(page, `staff-try-${width}`)
    }
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForTimeout(500) // colours take a moment to change
    await page.locator('.why-list summary').first().click()
    await accessible(page)
    await shot(page, 'staff-try-dark-390')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.locator('.why-list li', { hasText: 'ritardo' }).last().locator('summary').click()
    await page.getByRole('link', { name: 'Apri la voce' }).first().click()
    await page.getByRole('link', { name: 'Prova una domanda' }).click()
    await page
      .getByText(/raggiunge la soglia/)
      .first()
      .waitFor()
    expect(await page.getByLabel('Domanda').inputValue()).toContain('?')
    await page.context().close()
  })
})

// How many pixels the page is wider than its window.
function overflow(page: import('playwright-core').Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}
