// An editor makes a notice; students see it in the widget and on the FAQ pages, until it ends.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessible, api, open, shot, staff, staffUrl, student, token, url, useOffice } from './people'

useOffice()

const local = (when: Date) => new Date(when.getTime() - when.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

test('a notice from the editor to the student, and back', async () => {
  const elena = await staff('editor', { viewport: { width: 1024, height: 768 } })
  await elena.getByRole('link', { name: 'Avvisi', exact: true }).first().click()
  await elena.getByText('Non ci sono ancora avvisi').waitFor()
  await accessible(elena)
  await shot(elena, 'notices-empty')

  await elena.getByRole('button', { name: 'Nuovo avviso' }).press('Enter')
  const titles = elena.getByRole('textbox', { name: 'Titolo' })
  await expect.poll(() => titles.first().evaluate(element => document.activeElement === element)).toBe(true)
  await elena.keyboard.press('Enter')
  await elena.getByText('Scrivi titolo e testo almeno in una lingua.').waitFor()
  await titles.first().fill('Pagamenti fermi')
  await elena
    .getByRole('textbox', { name: 'Testo' })
    .first()
    .fill('PagoPA **non risponde**: [stato](https://www.example.edu/stato).')
  await elena.getByLabel('Tipo').selectOption('disruption')
  await elena.getByLabel('Fino a').fill(local(new Date(Date.now() - 3_600_000)))
  await elena.keyboard.press('Enter')
  await elena.getByText('La fine viene prima dell’inizio').waitFor()
  await elena.getByLabel('Fino a').fill(local(new Date(Date.now() + 3_600_000)))
  await elena.getByText('Tutti gli argomenti').click()
  await elena.getByLabel('Tasse e contributi').check()
  await elena.getByRole('article', { name: 'Pagamenti fermi' }).getByText('non risponde').waitFor()
  await accessible(elena)
  await shot(elena, 'notices-form-1024')
  await elena.getByRole('button', { name: 'Salva' }).click()
  await elena.getByRole('heading', { name: 'Si vedono ora (1)' }).waitFor()
  await accessible(elena)
  await shot(elena, 'notices-list-1024')

  const anna = await student()
  const card = anna.page.getByRole('article', { name: 'Pagamenti fermi' })
  await card.getByText('non risponde').waitFor()
  await accessible(anna.page)
  await shot(anna.page, 'notices-widget')
  await card.getByRole('button').click()
  await card.getByText('non risponde').waitFor({ state: 'detached' })
  await anna.page.reload()
  await anna.page.getByRole('article', { name: 'Pagamenti fermi' }).waitFor()
  expect(await card.getByText('non risponde').count()).toBe(0)

  const faq = await open(`${url()}/faq/en/fees`)
  await faq.getByText('This notice is in Italian only.').waitFor()
  await accessible(faq)
  await shot(faq, 'notices-faq')
  await faq.setViewportSize({ width: 390, height: 844 })
  expect(await fits(faq)).toBeLessThanOrEqual(0)
  await shot(faq, 'notices-faq-phone')
  await faq.goto(`${url()}/faq/it/exams`)
  expect(await faq.getByText('Pagamenti fermi').count()).toBe(0)

  await elena.getByRole('button', { name: 'Ritira: Pagamenti fermi' }).click()
  const restore = elena.getByRole('button', { name: 'Ripristina: Pagamenti fermi' })
  await expect.poll(() => restore.evaluate(element => document.activeElement === element)).toBe(true)
  // The node of the students may be another: it follows in a moment.
  const gone = async () => {
    await faq.goto(`${url()}/faq/it/fees`)
    return faq.getByText('Pagamenti fermi').count()
  }
  await expect.poll(gone).toBe(0)
  await restore.press('Enter')
  await elena.getByRole('button', { name: 'Ritira: Pagamenti fermi' }).waitFor()
  for (const page of [elena, anna.page, faq]) await page.context().close()
})

test('a notice ends by itself, under the eyes of the student', async () => {
  const until = new Date(Math.ceil(Date.now() / 1000) * 1000 + 8_000)
  await api('POST', '/studio/notices', token('editor'), {
    kind: 'deadline',
    texts: { it: { title: 'Ultimi secondi', text: 'Tra poco è tardi.' } },
    from: new Date(Date.now() - 60_000).toISOString(),
    until: until.toISOString(),
  })
  const anna = await student(url(), { viewport: { width: 390, height: 844 }, colorScheme: 'dark' })
  const card = anna.page.getByRole('article', { name: 'Ultimi secondi' })
  await card.waitFor()
  await accessible(anna.page)
  await shot(anna.page, 'notices-widget-phone-dark')
  await card.waitFor({ state: 'detached' })
  expect(Date.now()).toBeGreaterThanOrEqual(until.getTime())
  await anna.close()
})

test('two editors on one notice: the second is told, and chooses; on a phone', async () => {
  const kept = await api<{ id: string; revision: number }>('POST', '/studio/notices', token('editor'), {
    kind: 'info',
    texts: { en: { title: 'Winter closing', text: 'The office is closed.' } },
    from: new Date(Date.now() + 86_400_000).toISOString(),
    until: new Date(Date.now() + 2 * 86_400_000).toISOString(),
  })
  const elena = await staff('editor', { viewport: { width: 390, height: 844 } })
  await elena.goto(`${staffUrl()}/staff/notices`)
  await elena.getByRole('button', { name: 'Modifica: Winter closing' }).click()
  await elena.getByRole('textbox', { name: 'Titolo' }).last().fill('Closed in winter')
  await api('POST', `/studio/notices/${kept.id}/withdraw`, token('editor'), { revision: kept.revision })
  await elena.getByRole('button', { name: 'Salva' }).click()
  await elena.getByText('ha modificato questo avviso nel frattempo').waitFor()
  await accessible(elena)
  expect(await fits(elena)).toBeLessThanOrEqual(0)
  await shot(elena, 'notices-conflict-phone')
  await elena.getByRole('button', { name: 'Salva il mio al posto del suo' }).click()
  await elena.getByRole('button', { name: 'Ripristina: Closed in winter' }).waitFor()
  await elena.context().close()
})
