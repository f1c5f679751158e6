// Chats that come by themselves, go to the second level and come back.
import { afterAll, describe, expect, inject, test } from 'vitest'
import { accessible, api, shot, staff, student, useBrowser } from './people'

useBrowser()

const state = (login: string, to: string) => api('PUT', '/desk/state', inject('tokens')[login] ?? '', { state: to })

describe('a chat', () => {
  afterAll(async () => {
    for (const login of ['operator', 'operator2']) await state(login, 'away')
  })

  test('comes to a free operator, is escalated with a reason, and is sent back', async () => {
    const giulia = await staff('operator')
    await giulia.getByRole('button', { name: 'Il tuo stato: Disponibile' }).waitFor()
    const anna = await student()
    await anna.ask('voglio parlare con una persona')
    await anna.press('Entra in chat')
    await anna.log.getByText('Giulia Rinaldi è qui con te').waitFor()
    await giulia
      .getByRole('region', { name: 'Avvisi' })
      .getByText(/^Nuova chat: /)
      .waitFor()
    await giulia.getByRole('link', { name: /nuova/ }).click()
    await giulia.getByText('Assegnata a Giulia Rinaldi').waitFor()

    await giulia
      .getByRole('button', { name: /^Secondo livello/ })
      .first()
      .click()
    const up = giulia.getByRole('dialog')
    await up.getByRole('button', { name: 'Passa al secondo livello' }).click()
    await up.getByText(/Scrivi il motivo/).waitFor()
    await accessible(giulia)
    await up.getByRole('textbox', { name: 'Perché la passi' }).fill('Doppia carriera: non so che modulo serve')
    await shot(giulia, 'desk-escalate')
    await up.getByRole('button', { name: 'Passa al secondo livello' }).click()
    await anna.log.getByText(/Ti passo a un collega/).waitFor()
    await shot(anna.page, 'widget-escalated')

    const marco = await staff('operator2')
    await anna.log.getByText('Marco Colombo è qui con te').waitFor()
    await marco.getByRole('link', { name: /2º livello/ }).click()
    await marco.getByText('Doppia carriera: non so che modulo serve').waitFor()
    await shot(marco, 'desk-second-level')
    await marco
      .getByRole('button', { name: /^Rimanda/ })
      .first()
      .click()
    const back = marco.getByRole('dialog')
    await accessible(marco)
    await back.getByRole('textbox', { name: 'Nota per il collega' }).fill('Modulo 12, voce "doppia carriera"')
    await back.getByRole('button', { name: 'Rimanda' }).click()
    await anna.log.getByText(/Torni da chi ti seguiva prima/).waitFor()
    await giulia.getByRole('link', { name: /nuova/ }).click()
    await giulia.getByText('Modulo 12, voce "doppia carriera"').waitFor()
    await giulia.getByText(/Marco Colombo l’ha rimandata/).waitFor()
    await shot(giulia, 'desk-sent-back')

    await giulia.getByRole('button', { name: /Il tuo stato/ }).click()
    await accessible(giulia)
    await shot(giulia, 'desk-states')
    await giulia.getByRole('button', { name: /^Ultima chat/ }).click()
    await giulia.getByRole('button', { name: 'Il tuo stato: Ultima chat' }).waitFor()
    await giulia.getByRole('button', { name: /Chiudi chat/ }).click()
    const close = giulia.getByRole('dialog')
    await close.getByRole('radio', { name: /^Risolta/ }).check()
    await close.getByRole('button', { name: 'Chiudi chat' }).click()
    await giulia.getByRole('button', { name: 'Il tuo stato: In pausa' }).waitFor()
    for (const page of [giulia, marco, anna.page]) await page.context().close()
  })

  test('goes on where the operator was taken off, with a word to the student', async () => {
    await state('operator2', 'away')
    await state('operator', 'available')
    const anna = await student()
    await anna.ask('voglio parlare con una persona')
    await anna.press('Entra in chat')
    await anna.log.getByText(/è qui con te/).waitFor()
    const boss = inject('tokens').supervisor ?? ''
    const mine = await api<{ id: string }[]>('GET', '/desk/chats', inject('tokens').operator ?? '')
    expect(mine).toHaveLength(1)
    await state('operator', 'paused')
    await api('POST', `/board/chats/${mine[0]?.id}/take-away`, boss)
    await anna.log.getByText(/Sei di nuovo in testa alla fila/).waitFor()
    await anna.page.getByText(/Il prossimo sei tu/).waitFor()
    await accessible(anna.page)
    await shot(anna.page, 'widget-returned')
    await anna.close()
  })
})
