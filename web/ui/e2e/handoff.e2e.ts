// From a question that stays open to a person and back, over a connection that breaks.
import { afterAll, describe, expect, test } from 'vitest'
import { accessible, api, open, type Student, shot, staff, student, token, url, useOffice } from './people'
import { Wire } from './wire'

useOffice()

describe('a question that the library does not answer', () => {
  let wire: Wire
  afterAll(() => wire?.close())

  test('reaches an operator with its context; both talk; nothing is lost or doubled; a suggestion stays', async () => {
    wire = await Wire.to(url())
    const giulia = await staff('operator')
    await giulia.getByRole('heading', { name: 'In attesa' }).waitFor()
    const anna = await student(wire.url)

    await anna.ask('entro quando devo pagare la seconda rata?')
    await rejectAll(anna)
    await anna.log.getByText('Mi dispiace di non averti aiutato').waitFor()
    await accessible(anna.page)
    await shot(anna.page, 'widget-ways')
    await anna.press('Entra in chat')
    await anna.log.getByText('Giulia Rinaldi è qui con te').waitFor()
    await accessible(anna.page)

    const row = giulia.getByRole('link', { name: /nuova/ }) // it comes by itself
    await row.waitFor()
    await accessible(giulia)
    await shot(giulia, 'desk-given')
    await row.click()
    await giulia.getByRole('textbox', { name: 'Messaggio allo studente' }).waitFor()
    const context = giulia.getByRole('complementary').last()
    await context.getByText('entro quando devo pagare la seconda rata?').first().waitFor()
    await context
      .getByText(/non utile|rifiutat|scartat|No/i)
      .first()
      .waitFor()

    await giulia
      .getByRole('button', { name: /Perché questa risposta/ })
      .first()
      .click()
    await giulia.getByText(/Risposta, perché la sicurezza \(\d+%\) raggiunge la soglia/).waitFor()
    await giulia.locator('.why-list summary').first().click()
    await giulia
      .getByRole('rowheader', { name: 'parole della domanda trovate nella formulazione migliore' })
      .first()
      .waitFor()
    await accessible(giulia)
    await shot(giulia, 'desk-why')
    await giulia.keyboard.press('Escape')

    await say(giulia, 'Buongiorno, come posso aiutare?')
    await anna.page
      .getByText(/Stai parlando con Giulia/)
      .first()
      .waitFor()
    await anna.log.getByText('Buongiorno, come posso aiutare?').waitFor()
    await anna.write('Vorrei pagare in ritardo')
    await giulia.getByRole('log').getByText('Vorrei pagare in ritardo').waitFor()
    await accessible(giulia)
    await shot(giulia, 'desk-chat')
    await accessible(anna.page)

    wire.cut()
    await anna.page
      .getByRole('dialog')
      .getByText(/Connessione persa/)
      .waitFor()
    await shot(anna.page, 'widget-lost')
    await anna.write('scritto mentre ero senza rete')
    await say(giulia, 'uno mentre non c’eri')
    await say(giulia, 'due mentre non c’eri')
    wire.mend()
    await giulia.getByRole('log').getByText('scritto mentre ero senza rete').waitFor({ timeout: 60_000 })
    await anna.log.getByText('due mentre non c’eri').waitFor({ timeout: 60_000 })
    for (const text of [
      'Buongiorno, come posso aiutare?',
      'uno mentre non c’eri',
      'due mentre non c’eri',
      'scritto mentre ero senza rete',
    ]) {
      expect(await anna.log.getByText(text).count(), text).toBe(1)
    }
    expect(await giulia.getByRole('log').getByText('scritto mentre ero senza rete').count()).toBe(1)
    await shot(anna.page, 'widget-chat')

    await giulia.getByRole('button', { name: /Chiudi chat/ }).click()
    const dialog = giulia.getByRole('dialog')
    await dialog.waitFor()
    await accessible(giulia)
    await shot(giulia, 'desk-close')
    await dialog.getByRole('radio', { name: /manca/i }).check()
    await dialog.getByRole('button', { name: /Chiudi chat|Chiudi la chat/ }).click()
    await anna.log.getByText(/La chat è chiusa/).waitFor()

    const elena = await staff('editor')
    await elena.goto(`${url()}/staff/missing?show=proposals`)
    await elena.getByText('entro quando devo pagare la seconda rata?').first().waitFor()
    await accessible(elena)
    await shot(elena, 'suggestions')
    for (const page of [giulia, anna.page, elena]) await page.context().close()
  })

  test('becomes a ticket where nobody is, and the answer waits behind the private link', async () => {
    const key = token('operator')
    await api('PUT', '/desk/state', key, { state: 'away' })
    for (const login of ['operator2']) await api('PUT', '/desk/state', token(login), { state: 'away' })
    const anna = await student()
    await anna.ask('voglio parlare con una persona')
    await accessible(anna.page)
    await shot(anna.page, 'widget-which')
    await anna.page.getByLabel('Di che cosa si tratta?').selectOption('Tasse e contributi')
    await anna.page.getByRole('button', { name: 'Lascia una richiesta' }).waitFor()
    await shot(anna.page, 'widget-chosen')
    await anna.press('Lascia una richiesta')
    await anna.page.getByRole('textbox', { name: /Nome/ }).fill('Anna')
    await accessible(anna.page)
    await anna.press('Invia la richiesta')
    const link = await anna.page.getByRole('textbox', { name: 'Link privato' }).inputValue()
    await shot(anna.page, 'widget-ticket')
    await anna.close()

    const chat = await api<{ id: string; channel: string; queue: string }>('POST', '/desk/claim-next', key, {})
    expect(chat).toMatchObject({ channel: 'ticket', queue: 'fees' })
    await api('POST', `/desk/chats/${chat.id}/messages`, key, {
      client_id: 'answer',
      text: 'Ecco la risposta al suo ticket.',
    })

    const later = await open(link, { viewport: { width: 390, height: 844 } })
    await later.getByText('Ecco la risposta al suo ticket.').waitFor()
    await accessible(later)
    await shot(later, 'private-link')
    await api('POST', `/desk/chats/${chat.id}/close`, key, { outcome: 'resolved' })
    await later.context().close()
  })

  test('resumes after the page is loaded again', async () => {
    const anna = await student()
    await anna.ask('quando scade la seconda rata')
    await anna.page.getByText('Ti è stato utile?').waitFor()
    await anna.page.reload() // the panel comes back by itself
    await anna.log.getByText('quando scade la seconda rata').waitFor()
    await anna.close()
  })
})

// Says "No" until only people remain.
async function rejectAll(anna: Student): Promise<void> {
  for (let i = 0; i < 5; i++) {
    const no = anna.page.getByRole('button', { name: /^(No|Nessuna di queste)$/ })
    if ((await no.count()) === 0) return
    const before = await anna.log.locator('.reply').count()
    await no.last().click()
    await expect.poll(() => anna.log.locator('.reply').count()).toBeGreaterThan(before)
  }
}

async function say(page: import('playwright-core').Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Messaggio allo studente' }).fill(text)
  await page.keyboard.press('Enter')
  await page.getByRole('log').getByText(text).first().waitFor()
}
