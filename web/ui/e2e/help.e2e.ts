// The guide of the staff, and the ways to it.
import { expect, test } from 'vitest'
import { accessible, open, shot, staff, url, useOffice } from './people'

useOffice()

for (const lang of ['it', 'en'] as const) {
  test(`the guide in ${lang} can be read at every width, and leads to each of its sections`, async () => {
    const page = await open(`${url()}/help/${lang}#close`)
    await expect
      .poll(() => page.locator('#close').evaluate(element => element.getBoundingClientRect().top))
      .toBeLessThan(300)
    for (const width of [1280, 1024, 390]) {
      await page.setViewportSize({ width, height: 900 })
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        `at ${width}`,
      ).toBeLessThanOrEqual(0)
      await page.evaluate(() => scrollTo(0, 0))
      await shot(page, `help-${lang}-${width}`)
    }
    await accessible(page) // on the phone
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await accessible(page)
    const link = page
      .getByRole('navigation')
      .last()
      .getByRole('link', { name: /^(Statistiche|Reports)$/ })
    await link.click()
    await expect
      .poll(() => page.locator('#reports').evaluate(element => element.getBoundingClientRect().top))
      .toBeLessThan(300)
    await shot(page, `help-${lang}-dark`)
    await page.context().close()
  })
}

test('the menu and an empty page lead to what the guide says of them', async () => {
  const paolo = await staff('supervisor')
  await paolo.getByRole('link', { name: 'Code', exact: true }).first().click()
  await paolo.getByRole('button', { name: /^Menu/ }).click()
  const [guide] = await Promise.all([
    paolo.context().waitForEvent('page'),
    paolo.getByRole('link', { name: /^Guida/ }).click(),
  ])
  await guide.waitForURL(/\/help\/it#hours$/)
  await paolo.context().close()

  const elena = await staff('editor')
  await elena.getByRole('link', { name: 'Domande di prova', exact: true }).first().click()
  await elena.getByRole('link', { name: /^Leggi come funziona/ }).waitFor()
  expect(await elena.getByRole('link', { name: /^Leggi come funziona/ }).getAttribute('href')).toBe('/help/it#tests')
  await elena.context().close()
})
