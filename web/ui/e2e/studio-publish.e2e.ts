// An entry and its translation come out together, on the schedule, and are taken out.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessible, shot, staff, staffUrl, url, useOffice } from './people'

useOffice()

const id = 'fees-tax-receipt'
const answer = (page: Page) => page.getByRole('textbox', { name: /^(Risposta|Answer)$/ })
const saved = (page: Page) => page.getByText(/Salvato alle/)
const dialog = (page: Page) => page.getByRole('dialog')
const publicPage = async (path: string) => (await fetch(`${url()}/faq/${path}`)).text()

async function open(page: Page, entry: string): Promise<void> {
  await page.goto(`${staffUrl()}/staff/library/${entry}`)
  await answer(page).waitFor()
}

async function write(page: Page, text: string): Promise<void> {
  await answer(page).click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
  await saved(page).waitFor()
}

test('a new entry and the translation made beside it come out at one moment', async () => {
  const elena = await staff('editor')
  await elena.goto(`${staffUrl()}/staff/library`)
  await elena.getByRole('button', { name: /^Nuova voce/ }).waitFor()
  await elena.keyboard.press('Alt+N')
  await elena.getByLabel('Domanda', { exact: true }).fill('Dove ritiro il tesserino smarrito?')
  await elena.getByLabel('Argomento').last().selectOption({ index: 3 })
  await elena.keyboard.press('Enter')
  await answer(elena).waitFor()
  await write(elena, 'Vieni allo sportello di via Roma.')
  const italian = elena.url()
  await elena.keyboard.press('Alt+B')
  await elena
    .getByRole('button', { name: /inglese/ })
    .last()
    .click()
  await elena.waitForURL(/-en$/)
  await elena.getByLabel('Domanda', { exact: true }).fill('Where do I collect a lost card?')
  await write(elena, 'Come to the counter in via Roma.')
  await elena.goto(italian)
  await answer(elena).waitFor()
  await elena.getByText('Nessun problema nel testo').waitFor()
  const withEnglish = dialog(elena).getByRole('checkbox', { name: /Pubblica anche la versione inglese.*lost card/ })

  await elena.keyboard.press('Alt+P') // on the schedule together, and off it from either page
  await withEnglish.check()
  await dialog(elena).getByRole('radio', { name: 'A un’ora precisa' }).check()
  await accessible(elena)
  await shot(elena, 'publish-schedule-both')
  await dialog(elena).getByRole('button', { name: 'Programma le due lingue' }).click()
  await elena
    .getByText(/^Programmate: le due lingue escono insieme/)
    .first()
    .waitFor()
  await accessible(elena)
  await shot(elena, 'publish-scheduled-both')
  await elena.getByRole('link', { name: 'Apri la traduzione' }).click()
  await elena.getByText('Esce insieme alla traduzione').waitFor()
  await elena.getByRole('button', { name: 'Togli la programmazione' }).press('Enter')
  await elena.getByText('Esce insieme alla traduzione').waitFor({ state: 'detached' })
  await elena.goto(italian)
  await answer(elena).waitFor()
  expect(await elena.getByText('Esce insieme alla traduzione').count()).toBe(0)

  await elena.keyboard.press('Alt+P')
  await withEnglish.check()
  await dialog(elena).getByRole('heading', { name: 'Con la traduzione' }).waitFor()
  await accessible(elena)
  await shot(elena, 'publish-both')
  await dialog(elena)
    .getByRole('button', { name: /pubblica le due lingue$/i })
    .click()
  await elena.getByText('gli studenti vedono già le due lingue').first().waitFor()
  const path = new URL(italian).pathname.split('/').pop()
  await elena.goto(`${staffUrl()}/staff/library/${path}-en`)
  await elena.getByRole('link', { name: 'Pagina pubblica' }).waitFor()
  await elena.context().close()
})

test('a change is put on the schedule, locked, and taken off; an archived entry leads on and comes back', async () => {
  const elena = await staff('editor')
  await open(elena, id)
  await write(elena, 'Una risposta che esce domani.')
  await elena.keyboard.press('Alt+P')
  await dialog(elena).getByRole('radio', { name: 'A un’ora precisa' }).check()
  await accessible(elena)
  await shot(elena, 'publish-schedule')
  await dialog(elena).getByRole('button', { name: 'Programma' }).click()
  await elena
    .getByText(/^Programmata: esce/)
    .first()
    .waitFor()
  expect(await publicPage(`it/fees/${id}`)).not.toContain('Una risposta che esce domani')
  await elena.getByRole('button', { name: 'Togli la programmazione' }).click()
  await elena.getByRole('button', { name: 'Elimina la bozza' }).click()
  await elena.getByRole('button', { name: 'Archivia' }).click()
  await dialog(elena).getByRole('searchbox').fill('seconda rata')
  await dialog(elena).locator('.picks button').first().waitFor()
  await elena.keyboard.press('Enter') // takes the first, and archives nothing yet
  await dialog(elena).locator('.picks [aria-pressed=true]').waitFor()
  await accessible(elena)
  await shot(elena, 'publish-archive')
  await dialog(elena)
    .getByRole('button', { name: /^Archivia/ })
    .click()
  await elena.getByText('I vecchi link portano a').waitFor()
  expect((await fetch(`${url()}/faq/it/fees/${id}`)).url).not.toContain(id)
  await elena.getByRole('button', { name: 'Annulla', exact: true }).click()
  await elena.getByRole('button', { name: 'Archivia' }).waitFor()
  expect((await fetch(`${url()}/faq/it/fees/${id}`)).url).toContain(id)
  await elena.context().close()
})
