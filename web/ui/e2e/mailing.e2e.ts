// Students ask for notices by e-mail, an editor sends one, and a student leaves again.
import { expect, test } from 'vitest'
import { Mailbox } from './mailbox'
import { accessible, api, open, shot, staff, staffUrl, token, url, useOfficeWith } from './people'

const mailbox = new Mailbox()
useOfficeWith(mailbox)

async function letterTo(to: string, page: string): Promise<string> {
  await expect.poll(() => mailbox.link(to, page), { timeout: 20_000 }).toBeTruthy()
  return url() + mailbox.link(to, page)
}

async function subscribe(who: string): Promise<void> {
  const page = await open(`${url()}/faq/it`)
  await page.getByRole('link', { name: 'Ricevi gli avvisi per e-mail' }).click()
  await page.getByLabel('Il tuo indirizzo e-mail').fill('anna')
  await page.getByRole('button', { name: 'Iscrivimi' }).click()
  await page.getByText('Questo indirizzo non sembra completo').waitFor()
  await accessible(page)
  await shot(page, 'subscribe-wrong')
  await page.getByLabel('Il tuo indirizzo e-mail').fill(who)
  await page.getByRole('button', { name: 'Iscrivimi' }).click()
  await page.getByRole('heading', { name: 'Guarda la tua posta' }).waitFor()
  await page.goto(await letterTo(who, 'confirm'))
  await accessible(page)
  await page.getByRole('button', { name: 'Sì, voglio gli avvisi' }).click()
  await page.getByRole('heading', { name: 'Iscrizione confermata' }).waitFor()
  await shot(page, 'subscribe-confirmed')
  await page.context().close()
}

test('from the subscription to the letter, and away again', async () => {
  for (const who of ['anna@example.edu', 'bea@example.edu']) await subscribe(who)
  await api('POST', '/studio/notices', token('editor'), {
    kind: 'deadline',
    texts: { it: { title: 'Seconda rata', text: 'Scade **domani**.' } },
    from: new Date(Date.now() - 60_000).toISOString(),
    until: new Date(Date.now() + 86_400_000).toISOString(),
  })
  mailbox.waits = 'bea@example.edu'
  const elena = await staff('editor', { viewport: { width: 1024, height: 768 } })
  await elena.goto(`${staffUrl()}/staff/notices`)
  await elena.getByText('2 persone ricevono gli avvisi per e-mail').waitFor()
  await elena.getByRole('button', { name: 'Invia per e-mail' }).click()
  await elena.getByText('in tutto sono iscritte 2 persone').waitFor()
  await accessible(elena)
  await shot(elena, 'mailing-ask')
  await elena.keyboard.press('Enter')
  await elena.getByText('1 inviata · ne resta 1').waitFor()
  await accessible(elena)
  await shot(elena, 'mailing-running')
  await elena.getByRole('button', { name: 'Ferma' }).click()
  await elena.getByText('Invio fermo').waitFor()

  const anna = await open(await letterTo('anna@example.edu', 'leave'))
  await anna.getByRole('button', { name: 'Cancellami' }).click()
  await anna.getByRole('heading', { name: 'Iscrizione cancellata' }).waitFor()
  await accessible(anna)
  await elena.reload()
  await elena.getByText('1 persona riceve gli avvisi per e-mail').waitFor()
  for (const page of [elena, anna]) await page.context().close()
})
