// An editor keeps the test questions: adds, pastes, runs, mends, and is told what went wrong.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessible, api, shot, staff, token, useOffice } from './people'

useOffice()

const row = (page: Page, text: string) => page.locator('.book-item').filter({ hasText: text })
const wide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

test('test questions are added, pasted, run, mended and deleted, with the keyboard', async () => {
  const elena = await staff('editor')
  await elena.getByRole('link', { name: 'Domande di prova', exact: true }).first().click()
  await elena.getByText('Non ci sono ancora domande di prova').waitFor()
  await accessible(elena)
  await shot(elena, 'tests-empty')

  await elena.keyboard.press('Alt+N')
  await elena.keyboard.type('entro quando la seconda tassa')
  await elena.keyboard.press('Enter')
  await elena.getByText('Scegli la voce che deve rispondere.').first().waitFor()
  await elena.keyboard.type('seconda rata')
  await elena.locator('.picks button').first().waitFor()
  await shot(elena, 'tests-form')
  await elena.keyboard.press('Enter')
  await elena.locator('.entry-chosen').getByText('fees-second-instalment').waitFor()
  await accessible(elena)
  await elena.keyboard.press('Enter') // nothing is searched, nothing happens
  await elena.getByLabel('Domanda', { exact: true }).press('Enter')
  await row(elena, 'entro quando la seconda tassa').waitFor()

  await elena.getByRole('button', { name: 'Incolla molte domande' }).click()
  const dialog = elena.getByRole('dialog')
  await elena.keyboard.insertText(
    'come mi laureo in giapponese antico; fees-refund\nmi serve la ricevuta; nessuna-voce\nxyzzy plugh;\nwhen can I get a refund of fees I paid; fees-refund-en',
  )
  await dialog.getByText('4 righe: da aggiungere 3, con un problema 1').waitFor()
  await dialog.getByText('Non c’è una voce che si chiama «nessuna-voce»').waitFor()
  await accessible(elena)
  await shot(elena, 'tests-paste')
  await dialog.getByRole('button', { name: 'Aggiungi 3 domande' }).click()
  await expect.poll(() => dialog.getByRole('textbox').inputValue()).toBe('mi serve la ricevuta; nessuna-voce')
  await elena.keyboard.press('Escape')

  await elena.keyboard.press('Alt+R')
  await row(elena, 'giapponese antico').getByText('Arriva invece').waitFor()
  await row(elena, 'entro quando la seconda tassa').getByText('giusta', { exact: true }).waitFor()
  for (const width of [1280, 1024, 390]) {
    await elena.setViewportSize({ width, height: 900 })
    await accessible(elena)
    expect(await wide(elena), `at ${width}`).toBeLessThanOrEqual(0)
    await shot(elena, `tests-${width}`)
  }
  await elena.setViewportSize({ width: 1280, height: 900 })
  await elena.getByRole('button', { name: /^Sbagliat/ }).click()
  await row(elena, 'entro quando').waitFor({ state: 'detached' })
  await elena.getByRole('button', { name: /^Modifica: come mi laureo/ }).click()
  await elena.getByLabel('Niente: la domanda va a una persona').check()
  await elena.getByLabel('Domanda', { exact: true }).press('Enter')
  await elena.getByText('non è ancora provata').waitFor()
  await elena.keyboard.press('Alt+R')
  await row(elena, 'giapponese antico').getByText('giusta', { exact: true }).waitFor()

  await elena.getByRole('button', { name: /^Elimina: xyzzy/ }).click()
  await elena.getByRole('button', { name: /^Ripristina: xyzzy/ }).press('Enter')
  await elena.getByRole('button', { name: /^Modifica: xyzzy/ }).waitFor()
  await elena.context().close()
})

test('a question changed by another editor is shown, not overwritten', async () => {
  const made = await api<{ id: string }>('POST', '/studio/tests', token('editor'), {
    text: 'due redattori, una domanda',
    lang: 'it',
    entry: 'fees-refund',
  })
  const elena = await staff('editor')
  await elena.goto(elena.url().replace(/staff.*/, 'staff/tests'))
  await elena.getByRole('button', { name: /^Modifica: due redattori/ }).click()
  const theirs = { text: 'due redattori, la domanda', lang: 'it', entry: '', revision: 1 }
  await api('PUT', `/studio/tests/${made.id}`, token('author'), theirs)
  await elena.getByLabel('Domanda', { exact: true }).press('Enter')
  await elena.getByText('Ora è «due redattori, la domanda»').waitFor()
  await accessible(elena)
  await elena.getByRole('button', { name: 'Tieni la sua' }).click()
  await row(elena, 'due redattori, la domanda').getByText('Non deve rispondere niente').waitFor()
  await elena.context().close()
})

test('one press on an entry, or on a question tried, makes a test question and takes it back', async () => {
  const elena = await staff('editor')
  await elena.goto(elena.url().replace(/staff.*/, 'staff/library/fees-second-instalment'))
  await elena.getByRole('button', { name: 'Usa come domanda di prova' }).click()
  await elena.getByText('Aggiunta alle domande di prova').first().waitFor()
  await accessible(elena)
  await shot(elena, 'tests-from-entry')
  await elena.getByRole('link', { name: 'Prova una domanda' }).click()
  await elena
    .getByText(/raggiunge la soglia/)
    .first()
    .waitFor()
  await elena.locator('.why-list summary').first().click()
  await elena
    .getByRole('button', { name: /^Deve rispondere questa/ })
    .first()
    .click()
  await elena.locator('.why-list').getByText('È già tra le domande di prova').waitFor()
  await elena.getByLabel('Domanda').fill('vendete biciclette?')
  await elena.keyboard.press('Enter')
  await elena.getByRole('heading', { name: 'vendete biciclette' }).waitFor()
  await elena.getByRole('button', { name: /^Non deve rispondere niente/ }).click()
  await elena.getByText('Aggiunta alle domande di prova').first().waitFor()
  await accessible(elena)
  await shot(elena, 'tests-from-try')
  await elena.getByRole('button', { name: 'Annulla', exact: true }).click()
  await elena.getByRole('button', { name: /^Non deve rispondere niente/ }).waitFor()
  await elena.context().close()
})
