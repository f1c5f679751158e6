// An editor keeps the synonyms: with the keyboard, beside another editor, in two languages.
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { accessible, shot, staff, useOffice } from './people'

useOffice()

const terms = (page: Page) => page.getByRole('textbox', { name: /Termini|Terms/ })
const group = (page: Page, term: string): Locator => page.locator('.book-item').filter({ hasText: term })

async function openSynonyms(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Sinonimi', exact: true }).first().click()
  await group(page, 'tasse universitarie').first().waitFor()
}

test('a group is added, refused with its reason, edited, deleted and restored, with the keyboard', async () => {
  const elena = await staff('editor')
  await openSynonyms(elena)
  await accessible(elena)
  await shot(elena, 'synonyms')

  const add = elena.getByRole('button', { name: 'Nuovo gruppo' })
  await add.focus()
  await elena.keyboard.press('Enter')
  await terms(elena).waitFor()
  await elena.keyboard.type('girandola')
  await elena.keyboard.press('Enter')
  await elena.getByText('Scrivi almeno due termini').first().waitFor()
  await elena.keyboard.type(', Tesserino')
  await elena.keyboard.press('Enter')
  await elena.getByText('«Tesserino» sta già nel gruppo «PoliCard, badge').first().waitFor()
  await accessible(elena)
  await shot(elena, 'synonyms-refused')
  await terms(elena).fill('girandola, mulinello')
  await elena.keyboard.press('Enter')
  await elena.getByText('Gruppo aggiunto: è già in uso.').first().waitFor()
  await expect.poll(() => focused(add)).toBe(true)

  await elena.getByRole('searchbox', { name: 'Cerca un termine' }).fill('MULINELLO')
  await elena.getByText(/^1 gruppo su/).waitFor()
  const edit = elena.getByRole('button', { name: 'Modifica: girandola, mulinello' })
  await edit.focus()
  await elena.keyboard.press('Enter')
  await terms(elena).waitFor()
  await elena.keyboard.type(', ruota a vento')
  await elena.keyboard.press('Enter')
  await group(elena, 'ruota a vento').waitFor()

  await elena.getByRole('button', { name: /^Elimina: girandola/ }).focus()
  await elena.keyboard.press('Enter')
  const restore = elena.getByRole('button', { name: /^Ripristina: girandola/ })
  await restore.waitFor()
  await expect.poll(() => focused(restore)).toBe(true)
  await accessible(elena)
  await shot(elena, 'synonyms-deleted')
  await elena.keyboard.press('Enter')
  await elena.getByRole('button', { name: /^Modifica: girandola/ }).waitFor()
  await elena.getByRole('button', { name: /^Elimina: girandola/ }).click()
  await restore.waitFor()
  await elena.context().close()
})

test('two editors on one group: the second is told, and chooses', async () => {
  const [elena, anna] = [await staff('editor'), await staff('editor')]
  await elena.goto(elena.url().replace(/staff.*/, 'staff/synonyms?lang=en'))
  await elena.getByRole('button', { name: 'Nuovo gruppo' }).click()
  await terms(elena).fill('pinwheel, windmill')
  await elena.keyboard.press('Enter')
  await group(elena, 'pinwheel').waitFor()
  await anna.goto(elena.url())
  for (const page of [elena, anna]) await page.getByRole('button', { name: /^Modifica: pinwheel/ }).click()
  await terms(elena).fill('pinwheel, whirligig')
  await elena.keyboard.press('Enter')
  await group(elena, 'whirligig').waitFor()
  await terms(anna).fill('pinwheel, wind toy')
  await anna.keyboard.press('Enter')
  await anna.getByText('Ora contiene: pinwheel, whirligig').waitFor()
  expect(await terms(anna).inputValue()).toBe('pinwheel, wind toy')
  await accessible(anna)
  await anna.setViewportSize({ width: 390, height: 844 })
  await accessible(anna)
  await terms(anna).scrollIntoViewIfNeeded()
  await shot(anna, 'synonyms-conflict-phone')
  await anna.getByRole('button', { name: 'Salva i miei al posto dei suoi' }).click()
  await group(anna, 'wind toy').waitFor()

  await elena.getByRole('button', { name: /^Elimina: pinwheel/ }).click()
  await elena.getByText('ha modificato questo gruppo nel frattempo').waitFor()
  await group(elena, 'wind toy').waitFor()
  await elena.getByRole('button', { name: /^Elimina: pinwheel/ }).click()
  await elena.getByRole('button', { name: /^Ripristina: pinwheel/ }).waitFor()
  for (const page of [elena, anna]) await page.context().close()
})

test('on a phone, in the dark, in English', async () => {
  const elena = await staff('editor', { colorScheme: 'dark', locale: 'en-GB' })
  await elena.setViewportSize({ width: 390, height: 844 })
  await elena.goto(elena.url().replace(/staff.*/, 'staff/synonyms?lang=en'))
  await group(elena, 'tuition').first().waitFor()
  await elena.getByRole('button', { name: /^Menu/ }).click()
  await elena.getByRole('button', { name: 'English', exact: true }).click()
  await elena.getByRole('heading', { level: 1, name: 'Synonyms' }).waitFor()
  expect(await elena.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await accessible(elena)
  await shot(elena, 'synonyms-phone-dark-en')
  await elena.context().close()
})

function focused(locator: Locator): Promise<boolean> {
  return locator.evaluate(element => document.activeElement === element)
}
