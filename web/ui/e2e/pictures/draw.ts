// One picture of the guide: what a person sees, as a small WebP.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { test } from 'vitest'
import { en as studentEn } from '../../src/i18n/en'
import { it as studentIt } from '../../src/i18n/it'
import { en, it, type Key } from '../../src/staff/i18n'
import { shot, staff, url } from '../people'

export type Lang = 'it' | 'en'

const folder = join(import.meta.dirname, '../../../../content/help/pictures')
const only = process.env.SPORTELLO_PICTURES?.split(/[\s,]+/).filter(Boolean) ?? []
const quality = 60 // of 100: letters stay sharp, and all pictures are about a megabyte

// Pages as on a small screen, in the language of the guide.
export const asIn = (lang: Lang): BrowserContextOptions => ({
  locale: lang === 'it' ? 'it-IT' : 'en-GB',
  viewport: { width: 1120, height: 720 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
})

const texts = { it, en }
const studentTexts = { it: studentIt, en: studentEn }

// A sentence of the staff's pages, or of the widget, without anything to fill in.
export const say = (lang: Lang, key: Key): string => String(texts[lang][key])
export const sayTo = (lang: Lang, key: keyof typeof studentIt): string => String(studentTexts[lang][key])

export async function staffAt(lang: Lang, login: string, path: string): Promise<Page> {
  const page = await staff(login, asIn(lang))
  await page.evaluate(chosen => localStorage.setItem('sportello.staff.all.lang', JSON.stringify(chosen)), lang)
  await page.goto(`${url()}/staff/${path}`)
  return page
}

// Draws the picture of that name; scene leads to the page to be seen.
export function picture(lang: Lang, name: string, scene: () => Promise<Page>): void {
  test.runIf(only.length === 0 || only.includes(name))(`${name} (${lang})`, async () => {
    const page = await scene()
    await page.locator('.toasts > *').first().waitFor({ state: 'detached', timeout: 15_000 })
    await page.mouse.move(0, 0)
    await page.waitForTimeout(500) // what fades in has come
    await shot(page, `${name}-${lang}`)
    const session = await page.context().newCDPSession(page)
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality })
    mkdirSync(join(folder, lang), { recursive: true })
    writeFileSync(join(folder, lang, `${name}.webp`), Buffer.from(data, 'base64'))
    await page.context().close()
  })
}
