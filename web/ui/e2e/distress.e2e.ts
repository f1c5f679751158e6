// Words of distress in a chat that an operator has: what they, the student and the
// supervisor see.
import { describe, expect, test } from 'vitest'
import { accessible, api, shot, staff, student, token, url, useOffice } from './people'

useOffice()

describe('words of distress in a chat', () => {
  test('show the operator whom to call, and the supervisor that there are some', async () => {
    await api('PUT', '/desk/state', token('operator2'), { state: 'away' })
    const giulia = await staff('operator', { permissions: ['notifications'] })
    const paolo = await staff('supervisor', { viewport: { width: 1440, height: 1000 } })
    await paolo.getByRole('link', { name: 'Situazione', exact: true }).first().click()
    const anna = await student()
    await anna.person()
    await anna.press('Entra in chat')
    await giulia
      .getByRole('link', { name: /Studente/ })
      .first()
      .click()
    await giulia.getByRole('textbox', { name: 'Messaggio allo studente' }).waitFor()

    await anna.write('non ce la faccio più, voglio morire')
    const card = giulia.getByRole('region', { name: 'Parole di disagio: chi può chiamare adesso' })
    await card.getByText('112', { exact: true }).waitFor()
    await giulia.getByText(/non si risponde con una voce/).waitFor()
    await expect.poll(() => giulia.locator('[aria-live=polite]').first().textContent()).toMatch(/Parole di disagio da/)
    expect(await giulia.locator('.row .tag', { hasText: 'urgente' }).count()).toBe(1)
    await accessible(giulia)
    await shot(giulia, 'desk-distress')
    expect(await anna.log.getByText('112').count()).toBe(0) // the operator says it

    await paolo.getByText('una urgente').first().waitFor()
    await accessible(paolo)
    await shot(paolo, 'board-distress')

    await giulia.keyboard.press('Alt+0')
    await shot(giulia, 'desk-distress-reply')
    await giulia.keyboard.press('Enter')
    await anna.log.getByText(/Numero unico di emergenza: 112/).waitFor()
    await shot(anna.page, 'widget-distress-reply')
    for (const page of [anna.page, paolo, giulia]) await page.context().close()
  })

  test('are marked on a phone and in English, and what calls the operator is theirs to switch', async () => {
    const giulia = await staff('operator', {
      viewport: { width: 390, height: 844 },
      permissions: ['notifications'],
      colorScheme: 'dark',
    })
    const menu = () => giulia.getByRole('button', { name: /^(Menu|Menù)/ }).last()
    await menu().click()
    await giulia.getByRole('button', { name: /Suono per messaggi e urgenze: spento/ }).click()
    await giulia.getByRole('button', { name: /Notifiche di chat nuove e urgenti: spente/ }).click()
    await giulia.getByRole('button', { name: /Notifiche di chat nuove e urgenti: attive/ }).waitFor()
    await accessible(giulia)
    await shot(giulia, 'desk-menu-phone')
    await giulia.reload()
    await menu().click()
    expect(await giulia.getByRole('button', { name: /Suono.*attivo/ }).getAttribute('aria-pressed')).toBe('true')
    expect(await giulia.getByRole('button', { name: /Notifiche.*attive/ }).getAttribute('aria-pressed')).toBe('true')
    await giulia.getByRole('button', { name: 'English' }).click()
    await giulia
      .getByRole('link', { name: /urgent/ })
      .first()
      .click()
    await giulia.getByRole('region', { name: /Words of distress: whom they can call now/ }).waitFor()
    await accessible(giulia)
    await shot(giulia, 'desk-distress-phone')
    await giulia.context().close()
  })

  test('of who waits call those who could take the chat', async () => {
    const boss = token('supervisor')
    const [first] = await api<{ id: string }[]>('GET', '/queues', boss)
    const path = `/queues/${first?.id}`
    const { settings, revision } = await api<{ settings: object; revision: number }>('GET', path, boss)
    await api('PUT', `${path}/settings`, boss, { ...settings, routing: 'pull', revision })
    const giulia = await staff('operator')
    const anna = await student(url())
    await anna.person()
    await anna.press('Entra in chat')
    await anna.page.getByRole('textbox', { name: /Il tuo messaggio/ }).waitFor()
    await anna.write('voglio morire')
    await giulia
      .getByText(/passa davanti a tutti/)
      .first()
      .waitFor()
    await accessible(giulia)
    await shot(giulia, 'desk-distress-waits')
    for (const page of [anna.page, giulia]) await page.context().close()
  })
})
