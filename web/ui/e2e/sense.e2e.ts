// What makes a conversation of questions: one leans on the other, one message holds two,
// one is a cry for help, one needs a question back.
import { describe, expect, test } from 'vitest'
import { accessible, api, type Student, shot, student, token, url, useOffice } from './people'

useOffice()

// Two entries that only the degree tells apart.
const double = (level: string, word: string) => `---
id: planetarium-${level}
topic: exams
lang: it
question: Come prenoto il planetario per la ${word}?
alternates:
  - prenotazione planetario ${word}
audience: [all]
level: [${level}]
owner: Segreteria Didattica
updated: 2026-09-01
review_by: 2027-06-30
---

Il planetario si prenota allo sportello della ${word}.
`

const phone = { viewport: { width: 390, height: 844 } }

describe('the conversation', () => {
  test('takes a follow-up with the question before it, says so, and takes it back', async () => {
    const anna = await student(url(), phone)
    await anna.ask('entro quando devo pagare la seconda rata?')
    await anna.log.getByText('31 gennaio 2027').first().waitFor()
    await anna.ask('e la terza?')
    await anna.log.getByText('Ho inteso: «entro quando devo pagare la seconda rata, e la terza?»').waitFor()
    expect(await anna.log.getByText('31 maggio 2027').count()).toBeGreaterThan(1)
    await expect.poll(() => atTop(anna), { timeout: 10_000 }).toBe(true)
    await accessible(anna.page)
    await shot(anna.page, 'widget-follow-up')
    const only = anna.page.getByRole('button', { name: 'No, intendevo solo questo' })
    await only.focus()
    await anna.page.keyboard.press('Enter')
    await only.waitFor({ state: 'detached' })
    await expect.poll(() => anna.log.locator('.reply').count()).toBe(3)
    await accessible(anna.page)
    await anna.close()
  })

  test('answers both questions of a message, each by itself, and after a reload too', async () => {
    const anna = await student(url(), phone)
    await anna.ask('Buongiorno! Entro quando devo pagare la seconda rata? Inoltre come mi collego al Wi-Fi eduroam?')
    await anna.log.locator('.part-question').nth(1).waitFor()
    expect(await anna.log.locator('.part-question').allTextContents()).toEqual([
      'Entro quando devo pagare la seconda rata?',
      'come mi collego al Wi-Fi eduroam?',
    ])
    await accessible(anna.page)
    await shot(anna.page, 'widget-two-questions')
    await anna.page.getByRole('button', { name: 'Sì', exact: true }).first().click()
    await anna.log.getByText('Bene! Se hai altre domande, sono qui.').waitFor()
    await anna.page.getByRole('button', { name: 'No', exact: true }).last().click()
    await expect.poll(() => anna.log.locator('.reply').count()).toBe(3)
    await anna.page.reload()
    await anna.log.locator('.part-question').nth(2).waitFor()
    expect(await anna.log.locator('.bubble').count()).toBe(1)
    await anna.close()
  })

  test('shows the numbers to call before anything else', async () => {
    for (const [options, name] of [
      [phone, 'widget-urgent'],
      [{ ...phone, colorScheme: 'dark' as const }, 'widget-urgent-dark'],
    ] as const) {
      const anna = await student(url(), options)
      await anna.ask('non ce la faccio più, voglio morire')
      const call = anna.log.getByRole('link', { name: /Numero unico di emergenza 112/ })
      expect(await call.getAttribute('href')).toBe('tel:112')
      await anna.log.getByRole('link', { name: /1522/ }).first().waitFor()
      await anna.log.getByText('Puoi anche parlare con noi.').waitFor()
      await accessible(anna.page)
      await shot(anna.page, name)
      await anna.close()
    }
  })

  test('asks what tells the choices apart, once', async () => {
    for (const [level, word] of [
      ['bachelor', 'triennale'],
      ['master', 'magistrale'],
    ] as const) {
      const entry = { source: double(level, word), revision: 0 }
      await api('PUT', `/studio/entries/planetarium-${level}`, token('editor'), entry)
    }
    const anna = await student(url(), phone)
    const question = 'come prenoto il planetario?'
    await anna.ask(question)
    await anna.log.getByText(/Per quale corso di studi: /).waitFor()
    await accessible(anna.page)
    await shot(anna.page, 'widget-tell-apart')
    await anna.log.getByRole('button', { name: /^Laurea magistrale/ }).click()
    await anna.page.getByText('Ti è stato utile?').first().waitFor()
    await anna.page.getByRole('textbox', { name: 'La tua domanda' }).fill(question)
    await anna.page.keyboard.press('Enter')
    await expect.poll(() => anna.page.getByText('Ti è stato utile?').count()).toBe(2)
    expect(await anna.log.getByText(/Per quale corso di studi: /).count()).toBe(1)
    await anna.close()
  })
})

// Whether the log has come to what was asked last: it is read from there down.
function atTop(anna: Student): Promise<boolean> {
  return anna.log
    .locator('.bubble')
    .last()
    .evaluate(said => {
      const top = said.closest('.body')?.getBoundingClientRect().top ?? Number.NaN
      const below = said.getBoundingClientRect().top - top
      return below >= 0 && below < 40
    })
}
