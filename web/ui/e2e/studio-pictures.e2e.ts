// A picture is put into an answer, by its button and dropped, and students see it.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessible, shot, staff, staffUrl, student, url, useOffice } from './people'

useOffice()

const id = 'fees-second-instalment'
const answer = (page: Page) => page.getByRole('textbox', { name: 'Risposta', exact: true })
const dialog = (page: Page) => page.getByRole('dialog')

// A PNG of some size, drawn by the browser.
async function drawn(page: Page): Promise<Buffer> {
  const address = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 640, height: 240 })
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no canvas')
    pen.fillStyle = '#0066cc'
    pen.fillRect(0, 0, 640, 240)
    pen.fillStyle = '#ffffff'
    pen.font = '48px sans-serif'
    pen.fillText('Paga con PagoPA', 120, 135)
    return canvas.toDataURL('image/png')
  })
  return Buffer.from(address.split(',')[1] ?? '', 'base64')
}

// Files dropped on the text, or pasted into it.
async function give(page: Page, how: 'drop' | 'paste', name: string, type: string, body: Buffer): Promise<void> {
  await answer(page).evaluate(
    (box, { how, name, type, body }) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(body), c => c.charCodeAt(0))], name, { type }))
      const place = box.getBoundingClientRect()
      const options = { bubbles: true, cancelable: true, composed: true }
      box.dispatchEvent(
        how === 'drop'
          ? new DragEvent('drop', { ...options, dataTransfer: data, clientX: place.x + 20, clientY: place.y + 20 })
          : new ClipboardEvent('paste', { ...options, clipboardData: data }),
      )
    },
    { how, name, type, body: body.toString('base64') },
  )
}

const loaded = (page: Page, selector: string) =>
  expect
    .poll(() =>
      page
        .locator(selector)
        .first()
        .evaluate(image => (image as HTMLImageElement).naturalWidth),
    )
    .toBe(640)

test('a picture gets its words, is seen in the preview, and by students', async () => {
  const elena = await staff('editor')
  await elena.goto(`${staffUrl()}/staff/library/${id}`)
  await answer(elena).waitFor()
  const body = await drawn(elena)
  await give(elena, 'drop', 'appunti.pdf', 'application/pdf', body)
  await elena.getByText('«appunti.pdf» non è un’immagine.').first().waitFor()

  const chooser = elena.waitForEvent('filechooser')
  await elena.getByRole('button', { name: 'Immagine' }).click()
  await (await chooser).setFiles({ name: 'Pulsante Paga.png', mimeType: 'image/png', buffer: body })
  await dialog(elena).getByRole('button', { name: 'Metti nel testo' }).click()
  await dialog(elena).getByText('Scrivi che cosa mostra').waitFor()
  await accessible(elena)
  await shot(elena, 'picture-words')
  await dialog(elena).getByLabel('Che cosa mostra').fill('Il pulsante “Paga con PagoPA”')
  await dialog(elena).getByRole('button', { name: 'Metti nel testo' }).click()
  await loaded(elena, '.preview-box img[alt*="Paga con PagoPA"]')

  for (const [how, words] of [
    ['drop', 'Trascinata'],
    ['paste', 'Incollata'],
  ] as const) {
    await give(elena, how, `${how}.png`, 'image/png', body)
    await dialog(elena).getByLabel('Che cosa mostra').fill(words)
    await dialog(elena).getByRole('button', { name: 'Metti nel testo' }).click()
    await loaded(elena, `.preview-box img[alt="${words}"]`)
  }
  await elena.getByText('Nessun problema nel testo').waitFor()
  await elena.getByText(/Salvato alle/).waitFor()
  await accessible(elena)
  await shot(elena, 'picture-write')
  await elena.keyboard.press('Alt+P')
  await dialog(elena)
    .getByRole('button', { name: /pubblica$/i })
    .click()
  await elena.getByText('Pubblicata: gli studenti la vedono già.').first().waitFor()

  const anna = await student()
  await anna.ask('Entro quando devo pagare la seconda rata?')
  await anna.log.locator('img[alt*="Paga con PagoPA"]').first().waitFor()
  await expect
    .poll(() =>
      anna.log
        .locator('img')
        .first()
        .evaluate(image => (image as HTMLImageElement).naturalWidth),
    )
    .toBe(640)
  await anna.close()
  await elena.goto(`${url()}/faq/it/fees/${id}`)
  await loaded(elena, '.answer img')
  await accessible(elena)
  await shot(elena, 'picture-page')
  await elena.context().close()
})
