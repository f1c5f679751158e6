// Students ask for notices by SMS, an editor sends one, and a student answers STOP.
import { expect, test } from 'vitest'
import { Gateway } from './gateway'
import { accessible, open, shot, staff, staffUrl, url, useOfficeWith } from './people'

const gateway = new Gateway()
useOfficeWith(gateway)

const number = '+393471234567'

async function subscribe(): Promise<void> {
  const page = await open(`${url()}/faq/it`, { viewport: { width: 390, height: 844 } })
  await page.goto(`${url()}/notices/subscribe?lang=it`)
  await page.getByLabel('Il tuo numero di cellulare').fill('347 123 4567')
  await accessible(page)
  await shot(page, 'texting-form')
  await page.getByRole('button', { name: 'Iscrivimi' }).click()
  await page.getByRole('heading', { name: 'Scrivi il codice' }).waitFor()
  await expect.poll(() => gateway.last(number), { timeout: 20_000 }).toMatch(/^\d{6} /)
  const code = page.getByLabel('Il codice che hai ricevuto')
  await code.fill('12')
  await page.keyboard.press('Enter')
  await page.getByText('Il codice non è giusto').waitFor()
  await accessible(page)
  await shot(page, 'texting-code')
  await code.fill(gateway.last(number)?.slice(0, 6) ?? '')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Iscrizione confermata' }).waitFor()
  await page.context().close()
}

test('from the code to the SMS, and STOP', async () => {
  await subscribe()
  const elena = await staff('editor', { viewport: { width: 1024, height: 768 } })
  await elena.goto(`${staffUrl()}/staff/notices`)
  await elena.getByText('1 persona li riceve per SMS').waitFor()
  await elena.getByRole('button', { name: 'Nuovo avviso' }).first().click()
  const italian = elena.getByRole('group', { name: /Italiano/i }).first()
  await italian.getByLabel('Titolo').fill('Seconda rata')
  await italian.getByLabel('Testo', { exact: true }).fill('Scade **domani**.')
  await italian.getByLabel('Testo dell’SMS').fill('La seconda rata scade domani, È tardi!')
  await elena.getByText(/2 SMS per persona \(\d+ caratteri\)/).waitFor()
  await elena.getByText(/costano il doppio/).waitFor()
  await accessible(elena)
  await shot(elena, 'texting-edit')
  await italian.getByLabel('Testo dell’SMS').fill('La seconda rata scade domani')
  await elena.getByText(/^1 SMS \(\d+ caratteri\)/).waitFor()
  await elena.getByRole('button', { name: 'Salva' }).click()
  await elena.getByRole('button', { name: 'Invia per SMS' }).click()
  await elena.getByText('Ogni SMS si paga').waitFor()
  await accessible(elena)
  await shot(elena, 'texting-ask')
  await elena.keyboard.press('Enter')
  await elena.getByText('Inviato per SMS').waitFor()
  expect(gateway.last(number)).toContain(`La seconda rata scade domani ${url()}/faq/it`)
  expect(await gateway.answers(url(), number, 'Stop')).toBe(204)
  await elena.reload()
  await elena.getByText('0 persone li ricevono per SMS').waitFor()
  await shot(elena, 'texting-done')
  await elena.context().close()
})
