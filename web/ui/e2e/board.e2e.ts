// A supervisor sees the office and acts on it, live.
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { accessible, api, shot, staff, staffUrl, student, token, useOffice } from './people'

useOffice()

const boss = () => token('supervisor')

interface Queue {
  settings: { routing: string; max_wait: number }
  revision: number
}

async function route(queue: string, routing: string): Promise<void> {
  const { settings, revision } = await api<Queue>('GET', `/queues/${queue}`, boss())
  await api('PUT', `/queues/${queue}/settings`, boss(), { ...settings, routing, revision })
}

let queue = '' // where one who asks for a person goes, and another
let other = ''
let name = '' // of the first

beforeAll(async () => {
  const all = await api<{ id: string; name: string }[]>('GET', '/queues', boss())
  queue = all[0]?.id ?? ''
  name = all[0]?.name ?? ''
  other = all[1]?.id ?? ''
  for (const id of [queue, other]) await route(id, 'pull')
})

describe('the board', () => {
  test('shows who waits at once, moves them and takes it back', async () => {
    await api('PUT', '/desk/state', token('operator'), { state: 'available' })
    const paolo = await staff('supervisor', { viewport: { width: 1440, height: 1000 } })
    await paolo.getByRole('link', { name: 'Situazione', exact: true }).first().click()
    await paolo.getByRole('heading', { name: 'Situazione' }).waitFor()
    const anna = await student()
    await anna.person()
    await anna.press('Entra in chat')
    await anna.page.getByText(/Il prossimo sei tu/).waitFor()
    await paolo
      .getByRole('button', { name: /mostra chi è in fila/ })
      .first()
      .waitFor()
    await paolo
      .getByRole('button', { name: /mostra chi è in fila/ })
      .first()
      .click()
    const dialog = paolo.getByRole('dialog')
    await dialog.getByRole('combobox').selectOption(`queue ${other}`)
    await accessible(paolo)
    await shot(paolo, 'board-line')
    await dialog.getByRole('button', { name: /^Sposta/ }).click()
    await dialog.getByText('Non aspetta più nessuno').waitFor()
    await paolo.keyboard.press('Escape')
    await paolo
      .getByText(/è ora in fila per/)
      .first()
      .waitFor()
    expect(await waiting(other)).toBe(1)
    await paolo.getByRole('button', { name: 'Annulla' }).click()
    await expect.poll(() => waiting(other)).toBe(0)
    expect(await waiting(queue)).toBe(1)

    await api('PUT', '/desk/state', token('operator'), { state: 'available' }) // she is there still
    await paolo.getByRole('button', { name: `mostra chi è in fila per ${name}` }).click()
    const giulia = dialog.locator('option', { hasText: 'Giulia Rinaldi' })
    await dialog.getByRole('combobox').selectOption((await giulia.getAttribute('value')) ?? '')
    await dialog.getByRole('button', { name: /^Sposta/ }).click()
    await dialog.getByText('Non aspetta più nessuno').waitFor()
    await paolo.keyboard.press('Escape')
    expect(await waiting(queue)).toBe(0)
    await paolo
      .getByText(/è ora con Giulia Rinaldi/)
      .first()
      .waitFor()
    await shot(paolo, 'board-given')
    await paolo.getByRole('button', { name: 'Annulla' }).click()
    await expect.poll(() => waiting(queue)).toBe(1)

    await paolo
      .getByRole('button', { name: /cambia l’attesa massima/ })
      .first()
      .click()
    await paolo.getByRole('dialog').getByLabel('Attesa massima (minuti)').fill('55')
    await paolo.getByRole('dialog').getByRole('button', { name: 'Salva' }).click()
    await paolo
      .getByText(/attesa massima 55 minuti/)
      .first()
      .waitFor()
    await paolo.getByRole('button', { name: 'Annulla' }).click()
    await anna.close()
    await paolo.context().close()
  })

  test('fits a phone and a screen', async () => {
    const paolo = await staff('supervisor', { viewport: { width: 390, height: 1000 } })
    await paolo.goto(`${staffUrl()}/staff/board`)
    await paolo.getByRole('heading', { name: 'Operatori' }).waitFor()
    await widths(paolo)
    await paolo.context().close()
  })

  test('puts an operator on a break, and takes a chat away from them', async () => {
    await api('PUT', '/desk/state', token('operator'), { state: 'available' })
    for (let had = true; had; )
      had = Boolean(await api('POST', '/desk/claim-next', token('operator'), {}).catch(() => undefined))
    const paolo = await staff('supervisor', { viewport: { width: 1440, height: 1000 } })
    await paolo.getByRole('link', { name: 'Situazione', exact: true }).first().click()
    await paolo.getByRole('button', { name: /^Gestisci.*Giulia Rinaldi/ }).click()
    const dialog = paolo.getByRole('dialog')
    const take = dialog.getByRole('button', { name: /^Rimetti in fila/ })
    await take.first().waitFor()
    const had = await take.count()
    await accessible(paolo)
    await shot(paolo, 'board-operator')
    await take.first().click()
    await expect.poll(() => take.count()).toBe(had - 1)
    await paolo.keyboard.press('Escape')
    await paolo
      .getByText(/è di nuovo in testa alla fila/)
      .first()
      .waitFor()
    await paolo.getByRole('button', { name: 'Annulla' }).click()
    await paolo.getByText('Annullato.').first().waitFor()
    await paolo.getByRole('button', { name: /^Gestisci.*Giulia Rinaldi/ }).click()
    await expect.poll(() => take.count()).toBe(had)
    await take.first().click()
    await expect.poll(() => take.count()).toBe(had - 1)
    await dialog.getByRole('radio', { name: 'In pausa' }).check()
    await dialog.getByLabel('Chat insieme').fill('5')
    await dialog.getByRole('button', { name: 'Salva' }).click()
    await paolo
      .getByText(/Giulia Rinaldi: In pausa, 5 chat insieme/)
      .first()
      .waitFor()
    await paolo.getByText(/messo da Paolo Greco/).waitFor()
    await shot(paolo, 'board-paused')
    await paolo.getByRole('button', { name: 'Annulla' }).click()
    await expect
      .poll(
        async () => (await api<{ operator: { state: string } }>('GET', '/desk/overview', token('operator'))).operator,
      )
      .toMatchObject({ state: 'available', capacity: 3 })
    await paolo.context().close()
  })
})

async function waiting(id: string): Promise<number> {
  return (await api<{ waiting: number }>('GET', `/queues/${id}`, boss())).waiting
}

async function widths(page: Page): Promise<void> {
  for (const width of [390, 1024, 1440]) {
    await page.setViewportSize({ width, height: 1000 })
    await accessible(page)
    const over = await page.evaluate(
      () => Math.max(...[...document.querySelectorAll('html, main')].map(one => one.scrollWidth)) - innerWidth,
    )
    expect(over, `board at ${width}`).toBeLessThanOrEqual(0)
    await shot(page, `board-${width}`)
  }
}
