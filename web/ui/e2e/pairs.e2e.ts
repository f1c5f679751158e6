// An editor settles pairs: a duplicate with another date, dismissed, restored, merged.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessible, api, shot, staff, staffUrl, token, url, useOffice } from './people'

useOffice()

const copied = 'fees-second-instalment'
const asks = 'Quando bisogna versare la rata numero due delle tasse universitarie?'

async function publishCopy(): Promise<void> {
  const entry = await api<{ source: string }>('GET', `/studio/entries/${copied}`, await token('editor'))
  const body = entry.source
    .split('---\n')
    .slice(2)
    .join('---\n')
    .trim()
    .replaceAll('31 gennaio 2027', '15 febbraio 2027')
  const source = `---\nid: fees-copy\ntopic: fees\nlang: it\nquestion: ${asks}\naudience: [all]\nowner: Ufficio Contributi Studenteschi\nupdated: 2026-07-01\nreview_by: 2027-07-31\n---\n\n${body}\n`
  await api('PUT', '/studio/entries/fees-copy', await token('editor'), { source, revision: 0 })
}

const card = (page: Page) => page.locator('.pair-card').filter({ hasText: asks })

test('a pair is looked at, dismissed with a reason and restored', async () => {
  await publishCopy()
  const elena = await staff('editor')
  await elena.getByRole('link', { name: 'Doppioni', exact: true }).first().click()
  await card(elena).waitFor()
  await accessible(elena)
  await shot(elena, 'pairs')

  const dismiss = card(elena).getByRole('button', { name: 'Non sono doppioni' })
  await dismiss.focus()
  await elena.keyboard.press('Enter')
  await elena.getByRole('textbox', { name: 'Perché va bene così?' }).waitFor()
  await elena.keyboard.press('Enter')
  await elena.getByText('Scrivi poche parole').waitFor()
  await elena.keyboard.type('Una è per il sito dei laureandi')
  await accessible(elena)
  await elena.keyboard.press('Enter')
  await card(elena).waitFor({ state: 'detached' })
  await elena.getByRole('link', { name: 'Mostra quelle già valutate' }).click()
  await elena.getByText('«Una è per il sito dei laureandi»').waitFor()
  await shot(elena, 'pairs-dismissed')
  await elena.getByRole('button', { name: 'Rimetti tra quelle da guardare' }).click()
  await elena.getByText('Non hai ancora valutato coppie di questo tipo').waitFor()
  await elena.getByRole('link', { name: 'Mostra quelle da valutare' }).click()

  await elena.context().close()
})

test('contradictions and translations show both sentences, on a phone too', async () => {
  const elena = await staff('editor')
  await elena.goto(elena.url().replace(/staff.*/, 'staff/pairs?kind=contradiction'))
  await card(elena).getByText('15 febbraio 2027').first().waitFor()
  await accessible(elena)
  await shot(elena, 'pairs-contradiction')
  await elena.setViewportSize({ width: 390, height: 844 })
  await accessible(elena)
  await shot(elena, 'pairs-phone')
  await elena.setViewportSize({ width: 1024, height: 768 })
  await elena.getByRole('link', { name: 'Traduzioni non allineate' }).click()
  await elena.getByText(/coppi[ae] da guardare/).waitFor()
  await accessible(elena)
  await shot(elena, 'pairs-translation')
  await elena.context().close()
})

// Opens the merge of the pair, with the entry of the library as the one that stays.
async function merging(page: Page) {
  await page.goto(page.url().replace(/staff.*/, 'staff/pairs?kind=duplicate'))
  await card(page).getByRole('button', { name: 'Unisci…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Entro quando' }).check()
  const text = dialog.getByRole('textbox', { name: 'Testo che resta' })
  await expect.poll(() => text.inputValue()).toContain(`- ${asks}`)
  expect(await text.inputValue()).toContain(`id: ${copied}`)
  return dialog
}

const oldAddress = () => fetch(`${url()}/faq/it/fees/fees-copy`).then(answer => answer.url)

test('one press merges two entries, and one takes that back', async () => {
  const words = 'rata numero due delle tasse universitarie quando bisogna versarla'
  await api('POST', '/studio/tests', token('editor'), { text: words, lang: 'it', entry: 'fees-copy' })
  const elena = await staff('editor')
  const dialog = await merging(elena)
  await dialog.getByRole('button', { name: 'Unisci e pubblica' }).click()
  await dialog.getByText(`«${words}»`).waitFor() // nothing is published before it was seen
  await accessible(elena)
  await shot(elena, 'pairs-merge')
  const text = dialog.getByRole('textbox', { name: 'Testo che resta' })
  const right = await text.inputValue()
  await text.fill(right.replace(/^owner: .*$/m, 'owner: ""'))
  await dialog.getByRole('button', { name: 'Unisci e pubblica' }).click()
  await dialog.getByText('Da sistemare prima di pubblicare').waitFor()
  await text.fill(right)
  await dialog.getByRole('button', { name: 'Va bene così, pubblica' }).click()
  await elena.getByText('Fatto: è pubblicato.').waitFor()
  await card(elena).waitFor({ state: 'detached' })
  expect(await oldAddress()).toContain(copied)
  await accessible(elena)
  await shot(elena, 'pairs-merged')
  await elena.getByRole('button', { name: 'Annulla', exact: true }).click()
  await card(elena).waitFor()
  expect(await oldAddress()).toContain('fees-copy')
  await elena.context().close()
})

test('who may not publish sends the merge for review; both entries stay until then', async () => {
  const luca = await staff('author')
  const dialog = await merging(luca)
  expect(await dialog.getByRole('button', { name: 'Unisci e pubblica' }).count()).toBe(0)
  await dialog.getByRole('textbox', { name: 'Nota per chi pubblica' }).fill('Sono la stessa cosa.')
  await dialog.getByRole('button', { name: 'Manda in revisione' }).click()
  await luca.getByText(/^Mandato in revisione/).waitFor()
  expect(await oldAddress()).toContain('fees-copy')
  const elena = await staff('editor')
  await elena.goto(`${staffUrl()}/staff/library/${copied}`)
  await elena.getByText('Pubblicandola ne esce un’altra').waitFor()
  await elena.getByText('Sono la stessa cosa.').waitFor()
  await elena.getByText('Nessun problema nel testo').waitFor()
  await accessible(elena)
  await shot(elena, 'pairs-review')
  await elena.keyboard.press('Alt+P')
  await elena
    .getByRole('dialog')
    .getByRole('button', { name: /pubblica$/i })
    .click()
  await elena.getByText('Pubblicata: gli studenti la vedono già.').first().waitFor()
  expect(await oldAddress()).toContain(copied)

  // The notice of the merge is long gone; the history of what stays has the way back.
  await luca.goto(`${staffUrl()}/staff/library/${copied}?view=history`)
  await luca.getByText('Può annullarla chi pubblica.').waitFor()
  await elena.goto(`${staffUrl()}/staff/library/${copied}?view=history`)
  await elena.getByText(`«${asks}»`).waitFor()
  await accessible(elena)
  await shot(elena, 'pairs-history')
  await elena.getByRole('button', { name: 'Annulla l’unione' }).press('Enter')
  await elena.getByText('gli studenti vedono di nuovo i testi di prima').first().waitFor()
  await elena.getByRole('button', { name: 'Annulla l’unione' }).waitFor({ state: 'detached' })
  expect(await oldAddress()).toContain('fees-copy')
  for (const page of [luca, elena]) await page.context().close()
})
