// A student asks and is answered: by an entry, by a guide, by choices, in two languages,
// on a phone, with the keyboard alone.
import { describe, expect, test } from 'vitest'
import { accessible, open, type Student, shot, student, url, useOffice } from './people'

useOffice()

describe('the widget', () => {
  test('gives an answer with its source and takes the word that it helped', async () => {
    const anna = await student()
    await accessible(anna.page)
    await shot(anna.page, 'widget-greeting')
    await anna.ask('entro quando devo pagare la seconda rata?')
    await anna.log.getByText('31 gennaio 2027').first().waitFor()
    const source = anna.log.getByRole('link', { name: /seconda rata/i }).first()
    expect(await source.getAttribute('href')).toContain('/faq/it/fees/')
    await accessible(anna.page)
    await shot(anna.page, 'widget-answer')
    await anna.press('Sì')
    await anna.log.getByText('Bene! Se hai altre domande, sono qui.').waitFor()
    await anna.close()
  })

  test('cites a guide by its page, with the passage highlighted on a picture of it', async () => {
    const anna = await student()
    await anna.ask("quanto costa l'armadietto annuale in biblioteca?")
    const picture = anna.log.locator('img[alt^="Pagina 8 di"]').first()
    await picture.waitFor()
    await picture.evaluate(async (img: HTMLImageElement) => img.decode())
    expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(600)
    expect(await anna.log.locator('.page-window .mark').count()).toBeGreaterThan(0)
    const link = anna.log.getByRole('link', { name: /Apri la guida a pagina 8/ })
    expect(await link.getAttribute('href')).toMatch(/guida-matricole\.pdf.*#page=8$/)
    await accessible(anna.page)
    await shot(anna.page, 'widget-guide')
    await anna.close()
  })

  test('speaks English, in the dark, on a phone', async () => {
    const joe = await student(
      url(),
      { locale: 'en-GB', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
      '/demo?lang=en',
    )
    await joe.ask('when is the second instalment due?')
    await joe.log
      .getByText(/31 January 2027/)
      .first()
      .waitFor()
    await accessible(joe.page)
    await shot(joe.page, 'widget-phone-dark-en')
    await joe.close()
  })

  test('works with the keyboard alone and gives the focus back', async () => {
    const page = await open(`${url()}/demo`)
    const launcher = page.getByRole('button', { name: 'Serve aiuto?' })
    await launcher.focus()
    await page.keyboard.press('Enter')
    const box = page.getByRole('textbox', { name: 'La tua domanda' })
    await expect.poll(() => focused(box)).toBe(true)
    await page.keyboard.type('come mi iscrivo a un appello')
    await page.keyboard.press('Enter')
    await page.getByText('Ti è stato utile?').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(launcher)).toBe(true)
    await page.context().close()
  })

  test('says each new thing once to a screen reader', async () => {
    const anna = await student()
    const said = await watchAnnouncements(anna)
    await anna.ask('quando scade la seconda rata')
    await anna.page.getByText('Ti è stato utile?').waitFor()
    await expect.poll(async () => (await said()).length).toBeGreaterThan(0)
    const all = await said()
    expect(new Set(all).size, all.join('\n')).toBe(all.length)
    await anna.close()
  })
})

function focused(locator: ReturnType<Student['page']['locator']>): Promise<boolean> {
  return locator.evaluate(element => (element.getRootNode() as Document | ShadowRoot).activeElement === element)
}

// Keeps what the polite region says, as a screen reader would hear it.
async function watchAnnouncements(anna: Student): Promise<() => Promise<string[]>> {
  const region = anna.page.locator('[aria-live="polite"]').first()
  await region.waitFor({ state: 'attached' })
  const said = await region.evaluateHandle(element => {
    const heard: string[] = []
    new MutationObserver(() => {
      const text = element.textContent?.trim()
      if (text) heard.push(text)
    }).observe(element, { childList: true, characterData: true, subtree: true })
    return heard
  })
  return () => said.jsonValue()
}
