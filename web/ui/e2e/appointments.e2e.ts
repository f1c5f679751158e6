// An appointment: planned by a supervisor, booked by a student on a phone, seen at the desk,
// cancelled by the one side and the other.
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { accessible, api, type Student, shot, staff, staffUrl, student, token, url, useOffice } from './people'

useOffice()

const boss = () => token('supervisor')
const phone = { viewport: { width: 390, height: 844 } }

interface Plan {
  revision: number
  places: number
}

let queue = { id: '', name: '' } // where one goes who asks for a person

beforeAll(async () => {
  queue = (await api<(typeof queue)[]>('GET', '/queues', boss()))[0] ?? queue
})

test('a supervisor plans appointments and is told what cannot be', async () => {
  const paolo = await staff('supervisor', { viewport: { width: 1024, height: 900 } })
  await paolo.getByRole('link', { name: 'Code', exact: true }).first().click()
  await paolo.getByRole('link', { name: queue.name, exact: true }).first().click()
  await paolo.getByRole('link', { name: 'Appuntamenti', exact: true }).click()
  await paolo.getByText('Per ora gli studenti non possono prenotare').waitFor()
  await accessible(paolo)
  await shot(paolo, 'appointments-empty')
  await paolo.getByLabel('Gli studenti possono prenotare un appuntamento').check()
  await paolo.getByLabel('Durata (minuti)').fill('3')
  await paolo.getByRole('button', { name: 'Salva' }).click()
  await paolo.getByText('Aggiungi una fascia almeno in un giorno.').waitFor()
  await paolo.getByText('Scrivi un numero di minuti da 5 a 480.').waitFor()
  expect(await paolo.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true')
  await accessible(paolo)
  await shot(paolo, 'appointments-errors')
  await paolo.getByLabel('Durata (minuti)').fill('30')
  await paolo.getByRole('button', { name: 'Aggiungi fascia: sabato' }).click()
  await paolo.getByLabel('sabato, dalle').fill('00:00')
  await paolo.getByLabel('sabato, alle').fill('00:00') // the end of the day
  await paolo.getByRole('button', { name: 'Copia su tutti i giorni' }).click()
  await paolo.getByLabel('Anche nei giorni festivi').check()
  await paolo.getByText('c’è posto per 336 appuntamenti').waitFor()

  const theirs = await api<Plan>('GET', `/queues/${queue.id}/appointments`, boss())
  await api('PUT', `/queues/${queue.id}/appointments`, boss(), { ...theirs, days: 30 })
  await paolo.getByRole('button', { name: 'Salva' }).click()
  await paolo.getByText('Qualcun altro ha salvato questa coda nel frattempo').waitFor()
  await paolo.getByText(/È diverso: .*Giorni in anticipo/).waitFor()
  await accessible(paolo)
  await shot(paolo, 'appointments-stale')
  await paolo.getByRole('button', { name: 'Tieni i miei valori, poi salvo' }).click()
  await paolo.getByRole('button', { name: 'Salva' }).click()
  await paolo.getByText('Salvato. Gli appuntamenti già presi restano.').first().waitFor()
  await paolo.getByText('Appena uno studente prenota lo vedi qui').waitFor()
  await paolo.context().close()
})

test('a student books on a phone, finds it again, and both sides can cancel', async () => {
  const anna = await student(url(), phone)
  await bookable()
  await anna.person()
  await book(anna)
  await accessible(anna.page)
  await shot(anna.page, 'appointments-booked')
  await anna.page.reload()
  await meeting(anna).waitFor()
  await anna.press('Disdici l’appuntamento')
  await accessible(anna.page)
  await anna.press('Sì, disdici')
  await meeting(anna).waitFor({ state: 'detached' })
  await anna.page.getByLabel('Di che cosa si tratta?').selectOption('Altro, o non lo so')
  await book(anna)

  const giulia = await staff('operator', { viewport: { width: 1024, height: 900 } })
  const today = giulia.getByRole('region', { name: /^Appuntamenti/ })
  await today.getByText('Anna Bianchi').waitFor()
  await accessible(giulia)
  await shot(giulia, 'appointments-desk')
  await giulia.context().close()

  const paolo = await staff('supervisor', { viewport: { width: 1440, height: 1000 } })
  await paolo.goto(`${staffUrl()}/staff/queues/${queue.id}/appointments`)
  await paolo.getByRole('cell', { name: 'Anna Bianchi' }).waitFor()
  await widths(paolo)
  await paolo.getByRole('button', { name: /^Disdici/ }).click()
  await paolo.getByLabel('Motivo per lo studente (facoltativo)').fill('l’ufficio è in trasloco')
  await accessible(paolo)
  await shot(paolo, 'appointments-withdraw')
  await paolo.keyboard.press('Enter')
  await paolo.getByText('Nessun appuntamento prenotato').waitFor()
  await paolo.context().close()

  await anna.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))) // she looks again
  await anna.page.getByText(/L’ufficio ha disdetto il tuo appuntamento con/).waitFor()
  await anna.page.getByText('Motivo: l’ufficio è in trasloco').waitFor()
  await accessible(anna.page)
  await shot(anna.page, 'appointments-withdrawn')
  await anna.press('Prenota un altro orario')
  await anna.page.getByRole('heading', { name: 'Scegli quando' }).waitFor()
  await anna.press('Annulla')
  await anna.press('Ho capito')
  const told = anna.page.locator('strong', { hasText: 'L’ufficio ha disdetto' })
  await told.waitFor({ state: 'detached' })
  await anna.page.reload()
  await anna.page.getByRole('log').waitFor()
  expect(await told.count()).toBe(0)
  await anna.close()
})

const meeting = ({ page }: Student) => page.locator('strong', { hasText: /^Appuntamento: / })

// Books the first time there is.
async function book(anna: Student): Promise<void> {
  await anna.press(/Prenota un appuntamento/)
  await anna.page.getByRole('heading', { name: 'Scegli quando' }).waitFor()
  await anna.page.getByLabel('Nome (facoltativo)').fill('Anna Bianchi')
  await shot(anna.page, 'appointments-form')
  await anna.press('Prenota')
  await meeting(anna).waitFor()
  expect(await anna.page.getByRole('button', { name: /Prenota un appuntamento/ }).count(), 'one at a time').toBe(0)
}

// A new plan is offered within seconds.
async function bookable(): Promise<void> {
  const one = await api<{ id: string; token: string }>('POST', '/conversations', '', { lang: 'it' })
  const ways = () => api<{ bookable: boolean }>('GET', `/conversations/${one.id}/ways?queue=${queue.id}`, one.token)
  await expect.poll(async () => (await ways()).bookable, { timeout: 30_000 }).toBe(true)
}

async function widths(page: Page): Promise<void> {
  for (const width of [390, 1024]) {
    await page.setViewportSize({ width, height: 1000 })
    await accessible(page)
    const over = await page.evaluate(
      () => Math.max(...[...document.querySelectorAll('html, main')].map(one => one.scrollWidth)) - innerWidth,
    )
    expect(over, `appointments at ${width}`).toBeLessThanOrEqual(0)
    await shot(page, `appointments-${width}`)
  }
}
