// What each picture of the guide shows. A new one: a scene here, its words in
// content/help, and npm run pictures.
import type { Page } from 'playwright-core'
import type { Pair } from '../../src/staff/pairs/api'
import { api, token } from '../people'
import { drawDesk } from './desk'
import { type Lang, picture, say, staffAt } from './draw'
import { drawStudio } from './studio'

const theirs = { it: 'fees-second-instalment', en: 'fees-second-instalment-en' }

export function drawAll(lang: Lang): void {
  drawDesk(lang)
  picture(lang, 'write', () => entry(lang))
  picture(lang, 'tests', () => tests(lang)) // before another is added
  picture(lang, 'publish', () => publishing(lang))
  picture(lang, 'pairs', () => pairs(lang))
  picture(lang, 'notices', () => notice(lang))
  picture(lang, 'queues', () => queues(lang))
  drawStudio(lang)
}

async function entry(lang: Lang): Promise<Page> {
  const page = await staffAt(lang, 'editor', `library/${theirs[lang]}`)
  await page.locator('.preview-box strong').first().waitFor()
  return page
}

const lost = {
  it: {
    id: 'certificates-lost-card',
    question: 'Dove ritiro il tesserino smarrito?',
    asked: 'tesserino perso dove lo riprendo',
    answer: 'I tesserini ritrovati si ritirano **allo sportello del campus Centro**, con un documento.',
  },
  en: {
    id: 'certificates-lost-card-en',
    question: 'Where do I collect a lost student card?',
    asked: 'lost my card where do i get it back',
    answer: 'Cards that were found are kept **at the counter of the Centro campus**: bring an identity document.',
  },
}

async function publishing(lang: Lang): Promise<Page> {
  const { id, question, asked, answer } = lost[lang]
  await api('POST', '/studio/tests', token('editor'), { text: asked, lang, entry: id })
  const source = `---\nid: ${id}\ntopic: certificates\nlang: ${lang}\nquestion: ${question}\nalternates:\n  - ${asked}\naudience: [all]\nowner: Servizio Segreterie Studenti\nupdated: 2026-11-20\nreview_by: 2027-07-31\n---\n\n${answer}\n`
  await api('PUT', `/studio/entries/${id}/draft`, token('author'), { source, base: 0, revision: 0 })
  const page = await staffAt(lang, 'editor', `library/${id}`)
  await page.locator('.preview-box strong').first().waitFor()
  await page.keyboard.press('Alt+P')
  await page.locator('.impact-question').first().waitFor()
  return page
}

const asked = {
  it: [
    ['entro quando la seconda tassa', theirs.it],
    ['quando mi rimborsano le tasse', 'fees-refund'],
    ['come pago con pagopa', 'fees-how-to-pay'],
    ['quanto costa un gelato', 'fees-amount'],
  ],
  en: [
    ['until when can I pay the second instalment', theirs.en],
    ['when can I get a refund of fees I paid', 'fees-refund-en'],
    ['how do I pay with pagopa', 'fees-how-to-pay-en'],
    ['how much is an ice cream', 'fees-amount-en'],
  ],
} as const

async function tests(lang: Lang): Promise<Page> {
  for (const [text, entry] of asked[lang]) await api('POST', '/studio/tests', token('editor'), { text, lang, entry })
  const page = await staffAt(lang, 'editor', `tests?lang=${lang}`)
  await page.locator('.test-question').first().waitFor()
  await page.keyboard.press('Alt+R')
  await page.locator('.tag-ok').first().waitFor()
  await page.locator('.tests-filter').evaluate(element => element.scrollIntoView())
  return page
}

const copy = {
  it: ['31 gennaio 2027', '15 febbraio 2027', 'Quando bisogna versare la rata numero due delle tasse universitarie?'],
  en: ['31 January 2027', '15 February 2027', 'When is the second instalment of the fees due?'],
} as const

async function pairs(lang: Lang): Promise<Page> {
  const { source } = await api<{ source: string }>('GET', `/studio/entries/${theirs[lang]}`, token('editor'))
  const [right, wrong, question] = copy[lang]
  const answer = source.split('---\n').slice(2).join('---\n').trim().replaceAll(right, wrong)
  const body = `---\nid: fees-copy-${lang}\ntopic: fees\nlang: ${lang}\nquestion: ${question}\naudience: [all]\nowner: Ufficio Contributi Studenteschi\nupdated: 2026-07-01\nreview_by: 2027-07-31\n---\n\n${answer}\n`
  await api('PUT', `/studio/entries/fees-copy-${lang}`, token('editor'), { source: body, revision: 0 })
  const kind = await found(`fees-copy-${lang}`)
  const page = await staffAt(lang, 'editor', `pairs?kind=${kind}`)
  const card = page.locator('.pair-card').filter({ hasText: question })
  await card.waitFor()
  await card.evaluate(element => element.scrollIntoView({ block: 'start' }))
  return page
}

// The list of pairs is made again a while after an entry is published.
async function found(id: string): Promise<string> {
  for (;;) {
    for (const kind of ['duplicate', 'contradiction']) {
      const { pairs } = await api<{ pairs: Pair[] }>('GET', `/studio/pairs?kind=${kind}`, token('editor'))
      if (pairs.some(({ a, b }) => a.id === id || b.id === id)) return kind
    }
    await new Promise(resolve => setTimeout(resolve, 1_000))
  }
}

const strike = {
  it: ['Pagamenti fermi fino alle 18', 'PagoPA **non risponde**: chi paga oggi dopo le 18 è comunque in tempo.'],
  en: ['Payments are down until 6 pm', 'PagoPA **does not answer**: whoever pays today after 6 pm is still in time.'],
} as const

async function notice(lang: Lang): Promise<Page> {
  const page = await staffAt(lang, 'editor', 'notices')
  await page.getByRole('button', { name: say(lang, 'notices.new') }).click()
  const at = lang === 'it' ? 'first' : 'last' // the Italian text stands first
  await page
    .getByRole('textbox', { name: say(lang, 'notices.title') })
    [at]()
    .fill(strike[lang][0])
  await page
    .getByRole('textbox', { name: say(lang, 'notices.text') })
    [at]()
    .fill(strike[lang][1])
  await page.getByLabel(say(lang, 'notices.kind')).selectOption('disruption')
  await page.getByRole('article', { name: strike[lang][0] }).locator('strong').first().waitFor()
  return page
}

async function queues(lang: Lang): Promise<Page> {
  const page = await staffAt(lang, 'supervisor', 'queues')
  await page.getByRole('table').first().waitFor()
  return page
}
