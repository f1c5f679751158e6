// What students ask in vain becomes an entry, or words of one; an operator's proposal is declined with a reason.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, served } from './asked'
import { accessible, api, shot, staff, token, url, useOffice } from './people'

useOffice()

const card = (page: Page, text: string) => page.locator('.gap-card').filter({ hasText: text })

test('a gap becomes a draft, another gives its words to an entry, and one is set aside and brought back', async () => {
  for (const text of [
    'posso legare lo zorpibot alla rastrelliera?',
    'lo zorpibot alla rastrelliera si può legare',
    'rastrelliera per zorpibot',
  ])
    await ask(text)
  const last = await ask('sono Ada Lovelace: lego lo zorpibot alla rastrelliera?')
  await served(
    last,
    [
      'Buongiorno!',
      'Ada, lo zorpibot si lega solo alla rastrelliera del cortile: chieda il lucchetto a zorpi@example.org.',
    ],
    { outcome: 'resolved' },
  )
  await served(await ask('blorfo grufolante di dicembre'), ['La seconda rata si paga come la prima, con PagoPA.'], {
    outcome: 'answered_by_entry',
    entry: 'fees-second-instalment',
  })
  await ask('mandragola fosforescente')

  const elena = await staff('editor')
  await elena.getByRole('link', { name: 'Cosa manca', exact: true }).first().click()
  const zorpibot = card(elena, 'zorpibot')
  await zorpibot.getByText('4 studenti').waitFor()
  expect(await zorpibot.getByText('Ada').count()).toBe(0)
  await zorpibot.getByText('chieda il lucchetto a •••').waitFor()
  await accessible(elena)
  await shot(elena, 'missing')

  const mandragola = card(elena, 'mandragola')
  await mandragola.getByRole('heading', { level: 2 }).focus()
  await elena.keyboard.press('Alt+KeyX')
  await elena.getByRole('textbox', { name: 'Perché?' }).fill('Non è cosa della segreteria')
  await accessible(elena)
  await elena.getByRole('dialog').getByRole('button', { name: 'Non serve' }).click()
  await mandragola.waitFor({ state: 'detached' })
  await elena.getByRole('link', { name: 'Già valutate' }).click()
  await elena.getByText('«Non è cosa della segreteria»').waitFor()
  await accessible(elena)
  await shot(elena, 'missing-settled')
  await elena.getByRole('button', { name: 'Rimetti tra le domande senza risposta' }).click()
  await elena.getByText('Non hai ancora valutato nessun gruppo').waitFor()
  await elena.getByRole('link', { name: 'Domande senza risposta' }).click()
  await mandragola.waitFor()

  const blorfo = card(elena, 'blorfo')
  await blorfo.getByRole('button', { name: /Aggiungi a una voce/ }).click()
  const dialog = elena.getByRole('dialog')
  await dialog
    .getByRole('radio', { name: /seconda rata/ })
    .first()
    .waitFor()
  await accessible(elena)
  await shot(elena, 'missing-wording')
  await dialog.getByRole('button', { name: 'Aggiungi alla bozza' }).click()
  await blorfo.waitFor({ state: 'detached' })
  const entry = await api<{ draft?: { source: string } }>(
    'GET',
    '/studio/entries/fees-second-instalment',
    token('editor'),
  )
  expect(entry.draft?.source).toContain('- blorfo grufolante di dicembre')

  await elena.setViewportSize({ width: 390, height: 844 })
  await accessible(elena)
  await shot(elena, 'missing-phone')
  await elena.setViewportSize({ width: 1024, height: 768 })
  await shot(elena, 'missing-1024')

  await zorpibot.getByRole('heading', { level: 2 }).focus()
  await elena.keyboard.press('Alt+KeyB')
  await elena.waitForURL(/staff\/library\//)
  await elena.getByText('Ada', { exact: true }).waitFor({ state: 'detached' })
  await elena
    .getByText(/nascosto con •••/)
    .first()
    .waitFor()
  await accessible(elena)
  await shot(elena, 'missing-draft')
  await elena.context().close()
})

test('a proposal is declined with a reason, which the operator reads', async () => {
  await served(
    await ask('ombrelli di velluto per il pianerottolo'),
    ['Gli ombrelli di velluto si lasciano in portineria.'],
    {
      outcome: 'missing_entry',
      note: 'Lo chiedono spesso',
    },
  )
  const elena = await staff('editor')
  await elena.goto(`${url()}/staff/suggestions`) // where the proposals were
  const proposal = elena.locator('.card-item').filter({ hasText: 'ombrelli di velluto' })
  await proposal.getByText('Lo chiedono spesso').waitFor()
  await accessible(elena)
  await shot(elena, 'missing-proposals')
  await proposal.getByRole('button', { name: 'Rifiuta' }).click()
  await elena.getByRole('dialog').getByRole('button', { name: 'Rifiuta' }).click()
  await elena.getByText('Scrivi il motivo').waitFor()
  await elena.getByRole('textbox', { name: 'Perché?' }).fill('Lo dice già il regolamento della portineria')
  await accessible(elena)
  await elena.getByRole('dialog').getByRole('button', { name: 'Rifiuta' }).click()
  await elena.getByText('Proposta rifiutata').first().waitFor()

  const giulia = await staff('operator')
  const mine = giulia.getByText(/proposte? ai redattori/)
  await mine.click()
  await giulia.getByText('«Lo dice già il regolamento della portineria»').waitFor()
  await accessible(giulia)
  await shot(giulia, 'desk-proposals')

  await elena.getByRole('button', { name: 'Annulla', exact: true }).click()
  await proposal.waitFor()
  await proposal.getByRole('textbox', { name: 'Con queste parole' }).fill('Dove lascio gli ombrelli di velluto?')
  await proposal.getByRole('button', { name: 'Scrivi una voce' }).click()
  await elena.waitForURL(/staff\/library\//)
  await elena.getByText('si lasciano in portineria').first().waitFor()
  for (const page of [giulia, elena]) await page.context().close()
})
