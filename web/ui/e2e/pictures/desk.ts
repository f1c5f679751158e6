// The pictures in which a student talks to an operator.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { api, type Student, student, token } from '../people'
import { asIn, type Lang, picture, say, sayTo, staffAt } from './draw'

const words = {
  it: {
    question: 'entro quando devo pagare la seconda rata?',
    hello: 'Buongiorno, ho letto che cosa ha chiesto. Di che cosa ha bisogno?',
    need: 'Ho pagato due giorni dopo: devo pagare anche una mora?',
    draft: 'Controllo subito il suo pagamento.',
  },
  en: {
    question: 'when do I have to pay the second instalment?',
    hello: 'Good morning, I have read what you asked. What do you need?',
    need: 'I paid two days late: do I have to pay a late fee too?',
    draft: 'Let me check your payment.',
  },
}

export function drawDesk(lang: Lang): void {
  picture(lang, 'student', async () => (await asks(lang)).page)
  picture(lang, 'desk', () => chatting(lang))
  picture(lang, 'close', async () => {
    const page = await chatting(lang)
    await page.keyboard.press('Alt+C')
    await page.getByRole('dialog').getByRole('radio').first().waitFor()
    return page
  })
  picture(lang, 'board', async () => {
    await chatting(lang)
    const page = await staffAt(lang, 'supervisor', 'board')
    await page.getByRole('table').first().waitFor()
    return page
  })
}

async function asks(lang: Lang): Promise<Student> {
  const who = await student(undefined, { ...asIn(lang), viewport: { width: 900, height: 720 } }, `/demo?lang=${lang}`)
  await who.ask(words[lang].question)
  await who.log.getByText('PoliDesk').first().waitFor()
  return who
}

// A chat with a word from each, and one being written.
async function chatting(lang: Lang): Promise<Page> {
  const { hello, need, draft } = words[lang]
  await api('PUT', '/desk/state', token('operator'), { state: 'available' })
  const page = await staffAt(lang, 'operator', 'desk')
  const who = await asks(lang)
  await who.ask(sayTo(lang, 'box.person_text'))
  const topic = who.page.getByLabel(sayTo(lang, 'ways.which'))
  if ((await topic.count()) > 0) await topic.selectOption(sayTo(lang, 'ways.other'))
  await who.press(sayTo(lang, 'ways.chat'))
  await page.locator('a.row-unread').click()
  const box = page.getByRole('textbox', { name: say(lang, 'write.message') })
  await box.fill(hello)
  await page.keyboard.press('Enter')
  await who.log.getByText(hello).waitFor()
  await who.write(need)
  await page.getByRole('log').getByText(need).waitFor()
  await box.fill(draft)
  await expect.poll(() => page.locator('.suggested').count()).toBeGreaterThan(0)
  return page
}
