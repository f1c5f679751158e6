// Files between a student and an operator: chosen, dropped, pasted, refused, seen and saved.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { accessible, api, open, shot, staff, staffUrl, student, token, url, useOffice } from './people'

useOffice()

let photo: Buffer
beforeAll(async () => {
  const page = await open(`${url()}/faq/it`)
  photo = await page.screenshot()
  await page.context().close()
})
const pdf = Buffer.from(`%PDF-1.4\n${'x'.repeat(300_000)}`)

test('a student sends a picture, the operator a PDF, and both have them', async () => {
  const key = token('operator')
  await api('PUT', '/desk/state', key, { state: 'available' })
  const giulia = await staff('operator')
  await giulia.getByRole('button', { name: 'Il tuo stato: Disponibile' }).waitFor()
  const anna = await student(undefined, { viewport: { width: 390, height: 844 } })
  await anna.person()
  await anna.press('Entra in chat')
  await anna.page.getByRole('textbox', { name: 'Il tuo messaggio' }).waitFor()
  const choose = anna.page.locator('input[type=file]')
  await choose.setInputFiles([
    { name: 'ricevuta.png', mimeType: 'image/png', buffer: photo },
    { name: 'virus.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') },
  ])
  await anna.page.getByText('Puoi allegare PDF e immagini').waitFor()
  await anna.page.getByText('ricevuta.png è pronto da inviare').waitFor({ state: 'attached' })
  await accessible(anna.page)
  await shot(anna.page, 'files-chosen')
  await anna.page.getByRole('button', { name: 'Togli virus.exe' }).click()
  await anna.write('Ecco la ricevuta')
  await anna.log.getByRole('img', { name: 'ricevuta.png' }).waitFor()

  await giulia.getByRole('link', { name: /nuova/ }).click() // it came by itself
  const picture = giulia.getByRole('log').getByRole('img', { name: 'ricevuta.png' })
  await picture.waitFor()
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640)
  const box = giulia.getByRole('textbox', { name: 'Messaggio allo studente' })
  await give(giulia, 'paste', 'schermata.png', 'image/png', photo)
  await giulia.getByText('schermata.png è pronto').waitFor({ state: 'attached' })
  await give(giulia, 'drop', 'bollettino.pdf', 'application/pdf', pdf)
  await giulia.getByText('bollettino.pdf è pronto').waitFor({ state: 'attached' })
  await accessible(giulia)
  await shot(giulia, 'files-desk-ready')
  await box.fill('A lei il bollettino')
  await anna.page
    .getByRole('status')
    .filter({ hasText: 'Giulia Rinaldi sta scrivendo' })
    .first()
    .waitFor({ state: 'attached' })
  await giulia.keyboard.press('Enter')
  await anna.log.getByRole('button', { name: /Scarica bollettino.pdf/ }).waitFor()
  await giulia
    .getByRole('log')
    .getByRole('link', { name: /bollettino.pdf/ })
    .waitFor()
  const own = giulia.getByRole('log').getByRole('img', { name: 'schermata.png' })
  await own.scrollIntoViewIfNeeded()
  await expect.poll(() => own.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(640)
  await accessible(giulia)
  await accessible(anna.page)
  await shot(giulia, 'files-desk')
  await shot(anna.page, 'files-student')

  const saved = anna.page.waitForEvent('download')
  await anna.log.getByRole('button', { name: /Scarica bollettino.pdf/ }).click()
  const file = join(mkdtempSync(join(tmpdir(), 'sportello-saved-')), 'bollettino.pdf')
  await (await saved).saveAs(file)
  expect(readFileSync(file)).toEqual(pdf)
  await anna.press('Altre opzioni')
  const kept = anna.page.waitForEvent('download')
  await anna.page.getByRole('button', { name: 'Scarica la conversazione' }).click()
  const page = join(mkdtempSync(join(tmpdir(), 'sportello-saved-')), 'conversation.html')
  await (await kept).saveAs(page)
  const reading = await open(`file://${page}`)
  await reading.getByText('A lei il bollettino').waitFor()
  await reading.getByText('Allegato: bollettino.pdf').waitFor()
  await accessible(reading)
  await shot(reading, 'transcript')
  await reading.context().close()
  expect(await giulia.getByRole('link', { name: 'Scarica la conversazione' }).getAttribute('href')).toMatch(
    /transcript/,
  )

  await anna.page.reload()
  await anna.log.getByRole('img', { name: 'ricevuta.png' }).waitFor()

  const chat = giulia.url().split('/').at(-1)
  await api('POST', `/desk/chats/${chat}/close`, key, { outcome: 'resolved' })
  await anna.page.getByRole('group', { name: 'Com’è andata con la segreteria?' }).waitFor()
  await anna.page.getByTitle('Non bene', { exact: true }).click()
  await anna.page.getByRole('textbox', { name: /Vuoi dirci perché/ }).fill('Ho aspettato molto')
  await accessible(anna.page)
  await shot(anna.page, 'rating')
  await anna.press('Invia la valutazione')
  await anna.log.getByText('Grazie: hai dato 2 su 5').waitFor()
  await anna.page.reload()
  await anna.press('Cambia')
  await anna.page.keyboard.press('ArrowRight') // from 2 to 3
  await anna.press('Invia la valutazione')
  await anna.log.getByText('Grazie: hai dato 3 su 5').waitFor()
  await shot(anna.page, 'rating-done')

  const paolo = await staff('supervisor')
  await paolo.goto(`${staffUrl()}/staff/reports`)
  await paolo.getByText('«Ho aspettato molto»').waitFor()
  await accessible(paolo)
  await shot(paolo, 'reports-rating')
  await paolo.getByText('«Ho aspettato molto»').scrollIntoViewIfNeeded()
  await shot(paolo, 'reports-comments')
  for (const page of [anna.page, giulia, paolo]) await page.context().close()
})

// Gives a file as a paste into the box, or a drop on the composer.
async function give(page: Page, how: 'paste' | 'drop', name: string, type: string, body: Buffer): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, mime, base64]) => {
      const bytes = Uint8Array.from(atob(base64 ?? ''), char => char.charCodeAt(0))
      const transfer = new DataTransfer()
      transfer.items.add(new File([bytes], fileName ?? '', { type: mime ?? '' }))
      return transfer
    },
    [name, type, body.toString('base64')],
  )
  await page.locator('.composer textarea').evaluate(
    (box, [kind, transfer]) => {
      const event =
        kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: transfer as DataTransfer, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: transfer as DataTransfer, bubbles: true, cancelable: true })
      box.dispatchEvent(event)
    },
    [how, data] as const,
  )
}
