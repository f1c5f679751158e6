// An entry's life in the studio: written, reviewed, published knowing what changes, taken back;
// and two who write it at once. That a page's context closes checks too that CodeMirror breaks
// no rule of the content security policy.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessible, api, shot, staff, staffUrl, student, token, useOffice } from './people'

useOffice()

const answer = (page: Page) => page.getByRole('textbox', { name: /^(Risposta|Answer)$/ })
const saved = (page: Page) => page.getByText(/Salvato alle|Saved at/)
const openEntry = async (page: Page, id: string) => {
  await page.goto(`${staffUrl()}/staff/library/${id}`)
  await answer(page).waitFor()
}

const fast = 'Porta un documento, e il numero di matricola se lo sai. Il ritiro non costa niente.' // no letter is lost

// Puts a text in the place of the answer.
async function write(page: Page, text: string): Promise<void> {
  await answer(page).click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(text)
}

test('an author writes with the keyboard and asks for review, a reviewer publishes, and takes it back', async () => {
  const luca = await staff('author')
  await luca.getByRole('link', { name: 'Biblioteca', exact: true }).first().click()
  await luca.getByRole('button', { name: /^Nuova voce/ }).waitFor()
  await accessible(luca)
  await shot(luca, 'studio-list')
  await luca.keyboard.press('Alt+N')
  await luca.getByLabel('Domanda', { exact: true }).fill('Dove ritiro il tesserino smarrito?')
  await luca.getByLabel('Argomento').last().selectOption({ index: 3 })
  await accessible(luca)
  await shot(luca, 'studio-new')
  await luca.keyboard.press('Enter')
  await answer(luca).waitFor()
  await luca.getByText('Un problema da correggere').first().waitFor()
  await answer(luca).click()
  await luca.keyboard.type(fast)
  expect(await answer(luca).textContent()).toBe(fast)
  await write(luca, 'Vieni allo sportello di via Roma.')
  await luca.keyboard.press('Control+A')
  await luca.keyboard.press('Control+B')
  await luca.locator('.preview-box strong').getByText('Vieni allo sportello').waitFor()
  await luca.getByText('Nessun problema nel testo').waitFor()
  await luca.getByRole('button', { name: 'Aggiungi un modo' }).click()
  await luca.keyboard.type('tesserino perso dove lo riprendo')
  await luca.keyboard.press('Enter')
  await luca.keyboard.type('ritiro badge ritrovato')
  await luca.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => luca.getByLabel('Modo 1', { exact: true }).inputValue()).toBe('ritiro badge ritrovato')
  await luca.getByRole('button', { name: 'Prova tutti' }).click()
  await luca.locator('.alternate-right, .alternate-wrong').first().waitFor()
  await saved(luca).waitFor()
  await accessible(luca)
  await shot(luca, 'studio-write')
  expect(await luca.getByRole('button', { name: /^Pubblica/ }).count()).toBe(0)
  await luca.getByRole('button', { name: 'Chiedi la revisione' }).click()
  await luca.getByLabel(/Nota per chi rilegge/).fill('Controlla la via.')
  await luca.getByRole('dialog').getByRole('button', { name: 'Chiedi la revisione' }).click()
  await luca.getByText('Luca Ferri chiede la revisione').waitFor()

  const elena = await staff('editor')
  await elena.goto(luca.url())
  await elena.getByText('Controlla la via.').waitFor()
  await answer(elena).waitFor()
  const asked = { text: 'tesserino perso dove lo riprendo', lang: 'it', entry: '' }
  await api('POST', '/studio/tests', token('editor'), asked)
  await elena.keyboard.press('Alt+P')
  await elena.getByRole('heading', { name: 'Una domanda cambia risposta' }).waitFor()
  await elena.getByRole('definition').getByText('Dove ritiro il tesserino smarrito?').waitFor()
  await accessible(elena)
  await shot(elena, 'studio-publish')
  await elena
    .getByRole('dialog')
    .getByRole('button', { name: /pubblica$/i })
    .click()
  await elena.getByText('Pubblicata: gli studenti la vedono già.').first().waitFor()
  const anna = await student()
  await anna.ask('tesserino perso dove lo riprendo')
  await anna.log.getByText('Vieni allo sportello').waitFor()
  await anna.close()

  await write(elena, 'Vieni allo sportello di via Torino, dalle 9 alle 12.')
  await saved(elena).waitFor()
  await elena.keyboard.press('Alt+P')
  await elena
    .getByRole('dialog')
    .getByRole('button', { name: /pubblica$/i })
    .click()
  await elena.getByText('Pubblicata: gli studenti la vedono già.').nth(1).waitFor()
  await elena.getByRole('link', { name: 'Storia' }).click()
  await elena.locator('del').getByText('Roma').waitFor()
  await elena.locator('ins').getByText('Torino').waitFor()
  await accessible(elena)
  await shot(elena, 'studio-history')
  await elena.getByRole('button', { name: /^Revisione 1/ }).click()
  await elena.getByRole('button', { name: 'Riprendi questo testo' }).click()
  await elena.locator('.preview-box').getByText('via Roma').waitFor()
  await elena.getByRole('button', { name: 'Elimina la bozza' }).click()
  await elena.locator('.preview-box').getByText('via Torino').waitFor()
  await elena.getByRole('button', { name: 'Annulla', exact: true }).click()
  await elena.locator('.preview-box').getByText('via Roma').waitFor()
  await elena.getByRole('link', { name: 'Utilità' }).click()
  await elena.getByRole('row', { name: /1/ }).first().waitFor()
  await accessible(elena)
  await shot(elena, 'studio-use')
  for (const page of [luca, elena]) await page.context().close()
})

test('two write one entry: what goes together is merged, what does not is chosen', async () => {
  const [elena, luca] = [await staff('editor'), await staff('author')]
  await openEntry(elena, 'fees-second-instalment')
  await openEntry(luca, 'fees-second-instalment')
  await luca.getByText('Elena Fontana ha aperto anche questa voce.').waitFor()
  await elena.getByLabel('Domanda', { exact: true }).fill('Quando pago la seconda rata?')
  await saved(elena).waitFor()
  await luca.getByRole('button', { name: 'Aggiungi un modo' }).click()
  await luca.keyboard.type('seconda rata entro che giorno')
  await luca.getByText('Le modifiche di Elena Fontana sono state unite alle tue').waitFor()
  await saved(luca).waitFor()
  expect(await luca.getByLabel('Domanda', { exact: true }).inputValue()).toBe('Quando pago la seconda rata?')

  await elena.reload()
  await answer(elena).waitFor()
  await write(elena, 'Entro il 31 gennaio, testo di Elena.')
  await saved(elena).waitFor()
  await write(luca, 'Entro il 31 gennaio, testo di Luca.')
  await luca.getByText('Tu e Elena Fontana avete scritto nello stesso punto').waitFor()
  await luca.setViewportSize({ width: 390, height: 844 })
  await accessible(luca)
  await shot(luca, 'studio-merge-phone')
  await luca.getByLabel(/^Tutti e due/).check()
  await luca.getByRole('button', { name: 'Unisci e salva' }).click()
  await luca.locator('.preview-box').getByText('testo di Elena').waitFor()
  await luca.locator('.preview-box').getByText('testo di Luca').waitFor()
  for (const page of [elena, luca]) await page.context().close()
})

test('the file and the form are in step, a problem leads to its field; a phone, the dark, English', async () => {
  const elena = await staff('editor', { locale: 'en-GB' })
  await elena.evaluate(() => localStorage.setItem('sportello.staff.all.lang', '"en"'))
  await openEntry(elena, 'fees-second-instalment-en')
  await elena.keyboard.press('Alt+S')
  const file = elena.getByRole('textbox', { name: 'Text in Markdown' })
  await file.getByText('topic: fees').waitFor()
  await file.click()
  await elena.keyboard.press('Control+Home')
  await elena.keyboard.type('x') // no front matter any more
  await elena
    .getByText(/problem/)
    .first()
    .waitFor()
  await elena.keyboard.press('Backspace')
  await elena.getByText('No problems in the text').waitFor()
  await elena.keyboard.press('Alt+S')
  await elena.getByText('Office, dates, readers and sources').click()
  await elena.getByLabel('Valid until').fill('2020-01-01')
  const goTo = elena.getByRole('button', { name: 'Go to the field' }).first()
  await goTo.click()
  await expect.poll(() => elena.getByLabel('Valid until').evaluate(it => document.activeElement === it)).toBe(true)
  await accessible(elena)
  await shot(elena, 'studio-problems')
  await elena.keyboard.press('Alt+B')
  await elena.getByRole('link', { name: 'Edit this entry' }).waitFor()
  await shot(elena, 'studio-twin')
  await elena.keyboard.press('Alt+B')
  for (const [name, width, scheme] of [
    ['1024', 1024, 'light'],
    ['phone-dark', 390, 'dark'],
  ] as const) {
    await elena.emulateMedia({ colorScheme: scheme })
    await elena.setViewportSize({ width, height: 900 })
    await elena.waitForTimeout(400) // colours take a moment to change
    expect(await elena.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await accessible(elena)
    await shot(elena, `studio-write-en-${name}`)
  }
  await elena.context().close()
})
