// An editor imports an office's file: looks, mends, chooses, and students get the answers.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessible, shot, staff, useOffice } from './people'

useOffice()

const sample = (name: string) => join(import.meta.dirname, '../../../content/intake/testdata', name)

async function openImport(page: Page): Promise<void> {
  await page.goto(page.url().replace(/staff.*/, 'staff/import'))
  await page.getByRole('heading', { level: 1, name: /Importa|Import/ }).waitFor()
}

async function give(page: Page, file: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /Scegli un file|Choose a file/ }).press('Enter'),
  ])
  await chooser.setFiles(file)
}

test('a spreadsheet is looked through, mended and made', async () => {
  const elena = await staff('editor')
  await openImport(elena)
  await accessible(elena)
  await shot(elena, 'import-empty')
  await give(elena, sample('office.csv'))
  await elena.getByRole('heading', { name: '4 domande in office.csv' }).waitFor()
  await elena.getByText('Il file dice «Biblioteca»').waitFor()
  await elena.getByText('Risposta', { exact: true }).first().click()
  await accessible(elena)
  await shot(elena, 'import-preview')

  // Somebody hurries: the row that lacks its topic is shown.
  await elena.getByRole('button', { name: 'Crea 1 bozza' }).press('Enter')
  const topic = elena.getByRole('combobox', { name: /^Argomento: Chi può entrare/ })
  await expect.poll(() => topic.evaluate(element => document.activeElement === element)).toBe(true)
  await topic.selectOption('online-services')
  await elena.getByRole('textbox', { name: 'Domanda, punto 11' }).fill('Chi può entrare nella biblioteca nuova?')
  await elena.setViewportSize({ width: 1024, height: 768 })
  await accessible(elena)
  await shot(elena, 'import-1024')
  await elena.getByRole('button', { name: 'Crea 1 bozza' }).click()
  await elena.getByRole('heading', { name: '1 bozza creata' }).waitFor()
  await shot(elena, 'import-made')
  await elena.getByRole('link', { name: 'Chi può entrare nella biblioteca nuova?' }).click()
  await elena.getByRole('heading', { level: 1 }).waitFor()
  await elena.context().close()
})

test('columns without known headings are chosen, on a phone and in English', async () => {
  const elena = await staff('editor', { locale: 'en-GB', colorScheme: 'dark' })
  await elena.setViewportSize({ width: 390, height: 844 })
  await openImport(elena)
  await elena.getByRole('button', { name: /^Menu/ }).click()
  await elena.getByRole('button', { name: 'English', exact: true }).click()
  await elena.keyboard.press('Escape')
  const file = join(process.env.TMPDIR ?? '/tmp', `columns-${process.pid}.csv`)
  writeFileSync(file, 'Cosa chiedono;Cosa diciamo\r\nDove parcheggio la bici?;Nel cortile.\r\n')
  await give(elena, file)
  await elena.getByRole('combobox', { name: 'Cosa chiedono' }).selectOption('question')
  await accessible(elena)
  await shot(elena, 'import-columns-phone')
  await elena.getByRole('combobox', { name: 'Cosa diciamo' }).selectOption('answer')
  await elena.getByRole('button', { name: 'Read the entries' }).click()
  await elena.getByText(/columns-\d+\.csv/).waitFor()
  expect(await elena.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await accessible(elena)
  await shot(elena, 'import-preview-phone')
  await elena.context().close()
})

test('a file that is no table and no page says so', async () => {
  const elena = await staff('editor')
  await openImport(elena)
  const file = join(process.env.TMPDIR ?? '/tmp', `guide-${process.pid}.pdf`)
  writeFileSync(file, '%PDF-1.7\n')
  await give(elena, file)
  await elena.getByText('Non è un file che sappiamo leggere').waitFor()
  await give(elena, sample('faqpage.html'))
  await elena.getByText('schema.org').first().waitFor()
  await elena.context().close()
})
