// Queues open and close: by hand, by a closure, by hours of their own; pages follow.
import type { Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import { accessible, api, type Student, shot, staff, staffUrl, student, token, url, useOffice } from './people'

useOffice()

const boss = () => token('supervisor')

interface Calendar {
  today: string
  exceptions: { id: string; revision: number }[]
}

interface Queue {
  settings: { max_wait: number }
  revision: number
}

afterEach(async () => {
  await override('fees', '')
  const { exceptions } = await api<Calendar>('GET', '/calendar', boss())
  for (const { id, revision } of exceptions)
    await api('DELETE', `/calendar/exceptions/${id}?revision=${revision}`, boss())
})

function override(queue: string, to: string): Promise<void> {
  return api('PUT', `/queues/${queue}/override`, boss(), { override: to })
}

// A student who has the ways to a person of the fees' queue on the screen.
async function atTheDoor(): Promise<Student> {
  await api('PUT', '/desk/state', token('operator'), { state: 'available' })
  const anna = await student()
  await anna.ask('entro quando devo pagare la seconda rata?')
  for (let i = 0; i < 5; i++) {
    const no = anna.page.getByRole('button', { name: /^(No|Nessuna di queste)$/ })
    if ((await no.count()) === 0) break
    const before = await anna.log.locator('.reply').count()
    await no.last().click()
    await expect.poll(() => anna.log.locator('.reply').count()).toBeGreaterThan(before)
  }
  await anna.page.getByRole('button', { name: /Entra in chat/ }).waitFor()
  return anna
}

describe('closing a queue by hand', () => {
  test('a chat asked for just after becomes a request, in plain words', async () => {
    const anna = await atTheDoor()
    await override('fees', 'closed')
    await anna.press(/Entra in chat/)
    await anna.log.getByRole('heading', { name: 'La chat non è disponibile adesso' }).waitFor()
    await anna.log.getByText(/La tua domanda è arrivata come richiesta a Tasse e contributi/).waitFor()
    await accessible(anna.page)
    await shot(anna.page, 'hours-instead')
    await anna.close()
  })

  test('who waits is told, and keeps the place as a request', async () => {
    const { settings, revision } = await api<Queue>('GET', '/queues/fees', boss())
    const pulled = { ...settings, routing: 'pull', revision } // so that nobody is given the chat
    const { revision: next } = await api<Queue>('PUT', '/queues/fees/settings', boss(), pulled)
    const anna = await atTheDoor()
    await anna.press(/Entra in chat/)
    await anna.page.getByText(/Il prossimo sei tu/).waitFor()
    const until = new Date(Date.now() + 600_000)
    await api('PUT', '/queues/fees/override', boss(), { override: 'open', until: until.toISOString() })
    await override('fees', 'closed')
    await anna.log.getByRole('heading', { name: 'La chat ha chiuso prima del tuo turno' }).waitFor()
    await anna.page.getByText(/La tua richiesta è in carico a Tasse e contributi/).waitFor()
    await accessible(anna.page)
    await shot(anna.page, 'hours-kept')
    await anna.close()
    await api('PUT', '/queues/fees/settings', boss(), { ...settings, revision: next + 2 })
  })

  test('the ways are true again when the panel is opened anew', async () => {
    const anna = await atTheDoor()
    await anna.page.clock.install()
    await override('fees', 'closed')
    await anna.page.getByRole('button', { name: 'Chiudi', exact: true }).click()
    await anna.page.clock.fastForward(20_000)
    await anna.page.getByRole('button', { name: /Serve aiuto/ }).click()
    await anna.log.getByText('La chat ora è chiusa.').waitFor()
    expect(await anna.page.getByRole('button', { name: /Entra in chat/ }).count()).toBe(0)
    await anna.close()
  })
})

describe('a closure of some days', () => {
  test('is set up by a supervisor and told to students everywhere', async () => {
    const paolo = await staff('supervisor', { viewport: { width: 1024, height: 900 } })
    await paolo.getByRole('link', { name: 'Code', exact: true }).first().click()
    await paolo.getByRole('heading', { name: 'Chiusure e giorni particolari' }).waitFor()
    await paolo.getByRole('button', { name: 'Nuova chiusura o orario' }).click()
    const dialog = paolo.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Salva' }).click()
    await dialog.getByText('Scrivi il motivo, almeno in una lingua.').waitFor()
    await accessible(paolo)
    await shot(paolo, 'queues-exception')
    const { today } = await api<Calendar>('GET', '/calendar', boss())
    await dialog.getByLabel('Dal giorno').fill(today)
    await dialog.getByLabel('Motivo per gli studenti, in italiano').fill('inventario')
    await dialog.getByLabel('Motivo per gli studenti, in inglese').fill('stocktaking')
    await dialog.getByRole('button', { name: 'Salva' }).click()
    await paolo.getByText('Calendario salvato.').first().waitFor()
    await paolo.getByText('riapre domani alle 0:00 (inventario)').first().waitFor()
    await widths(paolo, 'queues')

    const joe = await student(url(), { locale: 'en-GB' }, '/demo?lang=en')
    await joe.ask('I want to talk to a person')
    await joe.page.getByLabel('What is it about?').selectOption('Something else, or not sure')
    await joe.log.getByText('The chat is closed now (stocktaking): it opens again tomorrow at 0:00.').waitFor()
    await accessible(joe.page)
    await shot(joe.page, 'hours-closed')
    await joe.page.goto(`${url()}/faq/en/fees`)
    await joe.page.getByText('Closed now (stocktaking): it opens again tomorrow at 0:00.', { exact: true }).waitFor()
    await shot(joe.page, 'hours-faq')
    await joe.close()
    await paolo.getByRole('button', { name: /^Elimina/ }).click()
    await paolo.getByText('Nessun giorno particolare in vista').waitFor()
    await paolo.context().close()
  })
})

describe('the settings of a queue', () => {
  test('say what is wrong, and what another supervisor has changed', async () => {
    const before = await api<Queue>('GET', '/queues/fees', boss())
    const paolo = await staff('supervisor', { viewport: { width: 1440, height: 1000 } })
    await paolo.goto(`${staffUrl()}/staff/queues/fees`)
    await paolo.getByRole('radio', { name: /Orari propri/ }).check()
    await paolo.getByLabel('lunedì, dalle').fill('10:00')
    await paolo.getByLabel('lunedì, alle').fill('09:00')
    await paolo.getByLabel('Attesa massima (minuti)').fill('0')
    await paolo.getByRole('button', { name: 'Salva' }).click()
    await paolo.getByText('La fine deve venire dopo l’inizio.').waitFor()
    await paolo.getByText('Scrivi un numero di minuti da 1 a 1440.').waitFor()
    await widths(paolo, 'queue')
    await paolo.getByLabel('lunedì, alle').fill('12:00')
    await paolo.getByRole('button', { name: 'Aggiungi fascia: lunedì' }).click()
    await paolo.getByLabel('lunedì, alle 2').fill('17:00')
    await paolo.getByRole('button', { name: 'Copia su lun–ven' }).first().click()
    expect(await paolo.getByLabel('venerdì, dalle 2').inputValue()).toBe('14:00')
    await paolo.getByLabel('Attesa massima (minuti)').fill('45')

    const { settings, revision } = await api<Queue>('GET', '/queues/fees', boss())
    await api('PUT', '/queues/fees/settings', boss(), { ...settings, max_wait: 12, revision })
    await paolo.getByRole('button', { name: 'Salva' }).click()
    await paolo.getByText(/È diverso: Orari della chat, Attesa massima/).waitFor()
    await accessible(paolo)
    await shot(paolo, 'queue-stale')
    await paolo.getByRole('button', { name: 'Tieni i miei valori, poi salvo' }).click()
    await paolo.getByRole('button', { name: 'Salva' }).click()
    await paolo.getByText('Coda salvata.').first().waitFor()
    const after = await api<Queue>('GET', '/queues/fees', boss())
    expect(after.settings.max_wait).toBe(45)
    await api('PUT', '/queues/fees/settings', boss(), { ...before.settings, revision: after.revision })
    await paolo.context().close()
  })
})

// Nothing that axe-core finds, nothing that sticks out, at three widths.
async function widths(page: Page, name: string): Promise<void> {
  const size = page.viewportSize()
  for (const width of [1440, 1024, 390]) {
    await page.setViewportSize({ width, height: 900 })
    await accessible(page)
    const over = await page.evaluate(
      () => Math.max(...[...document.querySelectorAll('html, main')].map(one => one.scrollWidth)) - innerWidth,
    )
    expect(over, `${name} at ${width}`).toBeLessThanOrEqual(0)
    if (process.env.SPORTELLO_SHOTS) await shot(page, `${name}-${width}`)
  }
  if (size) await page.setViewportSize(size)
}
