// An editor uploads a guide, a reviewer publishes it, students find it; then comes a new
// version, with an entry that cites a page of it. And files that can't be read.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pdf } from './pdf'
import { accessible, api, shot, staff, student, token, useOffice } from './people'

useOffice()

const bikes = [
  'Il deposito delle biciclette',
  'La rastrelliera coperta del campus si trova nel cortile interno',
  'e resta aperta dalle sette alle venti, anche il sabato.',
]
const lockers = [
  'Gli armadietti',
  'Ogni armadietto costa dieci euro per anno accademico',
  'e si paga al ritiro della chiave, con carta oppure in contanti.',
]
const keys = [
  'Le chiavi perse',
  'Chi perde la chiave avvisa la portineria entro tre giorni',
  'e versa il costo di una copia nuova prima di riceverla.',
]
const showers = [
  'Le docce',
  'Le docce della palestra sono aperte a tutti gli iscritti',
  'dalle otto alle ventidue, con il proprio asciugamano.',
]
const dearer = lockers.map(line => line.replace('dieci', 'quindici'))

async function openGuides(page: Page): Promise<void> {
  await page.goto(page.url().replace(/staff.*/, 'staff/guides'))
  await page.getByRole('heading', { level: 1, name: /^Guid[ae]s?$/ }).waitFor()
}

async function give(page: Page, name: string, file: Buffer): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: /Scegli un PDF|Choose a PDF/ }).press('Enter'),
  ])
  await chooser.setFiles({ name, mimeType: 'application/pdf', buffer: file })
}

const looksRight = async (page: Page, name: string) => {
  await accessible(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await shot(page, name)
}

test('a guide goes from the upload to the answer', async () => {
  const luca = await staff('author')
  await openGuides(luca)
  await luca.getByRole('link', { name: 'Guida alla laurea' }).waitFor()
  await looksRight(luca, 'guides')
  await give(luca, 'guida-ai-servizi.pdf', pdf([bikes, [], lockers, keys]))
  await luca.getByRole('heading', { name: 'Le pagine, come sono state lette' }).waitFor()
  await luca.getByText('La rastrelliera coperta').waitFor()
  expect(await luca.getByRole('button', { name: 'Pubblica…' }).count()).toBe(0) // that is for a reviewer
  await looksRight(luca, 'guides-new')
  await luca.getByLabel('Titolo').fill('Guida ai servizi del campus')
  await luca.getByLabel('Argomento').selectOption('online-services')
  await luca.keyboard.press('Enter')
  await luca.getByRole('button', { name: 'Salva', exact: true }).click()
  await luca.getByText('Dati salvati.').first().waitFor()
  await luca.getByRole('button', { name: 'Successiva' }).press('Enter')
  await luca.getByText('Da questa pagina non viene nessun brano.').waitFor()
  await luca.context().close()

  const elena = await staff('editor')
  await openGuides(elena)
  await elena.getByRole('link', { name: 'Guida ai servizi del campus' }).click()
  await elena.getByRole('button', { name: 'Pubblica…' }).click()
  const dialog = elena.getByRole('dialog')
  await dialog.getByRole('heading', { level: 3 }).waitFor()
  await looksRight(elena, 'guides-publish')
  await dialog.getByRole('button', { name: /^Pubblica/ }).click()
  await elena.getByRole('heading', { name: 'Versioni' }).waitFor()
  await looksRight(elena, 'guides-one')
  await elena.context().close()

  const anna = await student()
  await anna.ask('la rastrelliera coperta resta aperta anche il sabato?')
  await anna.log.getByText('dalle sette alle venti').first().waitFor()
  await anna.close()
})

test('a new version shows what changes, and which entry cites it', async () => {
  const source = (id: string, page: number, asks: string) =>
    `---\nid: ${id}\ntopic: online-services\nlang: it\nquestion: ${asks}\naudience: [all]\nowner: Segreteria\nupdated: 2026-07-01\nreview_by: 2027-07-31\n---\n\nSi veda [la guida](https://sportello.example/guides/guida-ai-servizi.pdf#page=${page}).\n`
  for (const [id, page, asks] of [
    ['services-lockers', 3, 'Quanto costa un armadietto del campus?'],
    ['services-keys', 4, 'Che cosa faccio se perdo la chiave dell’armadietto?'],
  ] as const)
    await api('PUT', `/studio/entries/${id}`, await token('editor'), { source: source(id, page, asks), revision: 0 })

  const written = 'Che cosa ho scritto sulle chiavi?' // and nobody has published
  await api('PUT', '/studio/entries/services-mine/draft', await token('author'), {
    source: source('services-mine', 4, written),
    base: 0,
    revision: 0,
  })

  const elena = await staff('editor')
  await openGuides(elena)
  await give(elena, 'Guida ai servizi 2027.pdf', pdf([bikes, dearer, keys, showers]))
  await elena.getByText(/È una nuova versione di «Guida ai servizi/).waitFor()
  await looksRight(elena, 'guides-ask')
  await elena.getByRole('button', { name: 'Sì, è la nuova versione' }).press('Enter')
  await elena.getByRole('heading', { name: 'Che cosa cambia' }).waitFor()
  await elena.getByText('3 citazioni nelle voci non sono più esatte').first().waitFor()
  await elena.locator('ins', { hasText: 'quindici' }).waitFor()
  await looksRight(elena, 'guides-changes')
  await elena.getByRole('button', { name: 'Elimina la bozza' }).click()
  await elena.getByRole('dialog').getByRole('button', { name: 'Elimina la bozza' }).click()
  await elena.getByText('è stata eliminata').waitFor()
  await looksRight(elena, 'guides-discarded')
  await elena.getByRole('button', { name: 'Annulla', exact: true }).press('Enter')
  await elena.getByRole('heading', { name: 'Che cosa cambia' }).waitFor()
  await elena.reload() // what was uploaded waits
  await elena.getByRole('link', { name: 'Quanto costa un armadietto del campus?' }).waitFor()
  await elena.setViewportSize({ width: 1024, height: 768 })
  await looksRight(elena, 'guides-changes-1024')
  await elena.setViewportSize({ width: 390, height: 844 })
  await looksRight(elena, 'guides-changes-phone')
  await elena.getByRole('heading', { name: 'Le pagine, come sono state lette' }).scrollIntoViewIfNeeded()
  await shot(elena, 'guides-pages-phone')
  await elena.setViewportSize({ width: 1280, height: 900 })
  await elena.getByRole('button', { name: 'Pubblica…' }).click()
  await elena
    .getByRole('dialog')
    .getByRole('button', { name: /^Pubblica/ })
    .click()
  await elena.getByText('pubblicata ora').waitFor()
  await elena.getByText('il suo testo ora è a pagina 3').first().waitFor()
  await elena.getByRole('link', { name: /^Quanto costa un armadietto/ }).press('Enter')
  await elena
    .getByText(/Cita «Guida ai servizi del campus, pagina 3», che da allora è cambiata/)
    .first()
    .waitFor()
  await shot(elena, 'guides-alarm')

  await elena.goBack()
  await elena.getByRole('link', { name: written }).press('Enter')
  await elena.getByText('La bozza ha bisogno di un’occhiata').waitFor()
  await elena.getByText(/Cita «Guida ai servizi del campus, pagina 4», che ora è a pagina 3/).waitFor()
  await looksRight(elena, 'guides-alarm-draft')

  await elena.goBack()
  await elena.getByRole('button', { name: 'Togli' }).press('Enter')
  await elena.getByText('è stata tolta').first().waitFor()
  await elena.getByRole('button', { name: 'Annulla', exact: true }).click()
  await elena.getByText('pubblicata ora').waitFor()
  await elena.getByRole('button', { name: 'Ripristina la versione 1' }).press('Enter')
  await elena.getByText('è di nuovo pubblicata').first().waitFor()
  await looksRight(elena, 'guides-restored')
  await elena.context().close()
})

test('a file that can’t be read says why and what to do, in English too', async () => {
  const elena = await staff('editor', { locale: 'en-GB', colorScheme: 'dark' })
  await elena.setViewportSize({ width: 390, height: 844 })
  await openGuides(elena)
  await elena.getByRole('button', { name: /^Menu/ }).click()
  await elena.getByRole('button', { name: 'English', exact: true }).click()
  await elena.keyboard.press('Escape')
  await elena.getByRole('heading', { level: 1, name: 'Guides' }).waitFor()
  await looksRight(elena, 'guides-phone')
  await give(elena, 'notes.pdf', Buffer.from('Dear student'))
  await elena.getByText('This is not a PDF').waitFor()
  await give(elena, 'scan.pdf', pdf([[], []]))
  await elena.getByText('The PDF has only pictures of pages').waitFor()
  await looksRight(elena, 'guides-scan-phone')
  await give(elena, 'whole.pdf', pdf([showers]))
  await elena.getByRole('heading', { name: 'The pages, as they were read' }).waitFor()
  await elena.getByRole('button', { name: 'Discard the draft' }).click()
  await elena.getByRole('dialog').getByRole('button', { name: 'Discard the draft' }).click()
  await elena.getByRole('heading', { level: 1, name: 'Guides' }).waitFor()
  expect(await elena.getByText('scan.pdf').count()).toBe(0)
  await elena.context().close()
})
