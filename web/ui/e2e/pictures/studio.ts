// The pictures of what comes from elsewhere: a guide's new version, and what is missing.
import type { Page } from 'playwright-core'
import type { GuideDraft, GuideDraftDetail } from '../../src/staff/guides/api'
import { ask, served } from '../asked'
import { pdf } from '../pdf'
import { api, staffUrl, token } from '../people'
import { type Lang, picture, staffAt } from './draw'

export function drawStudio(lang: Lang): void {
  picture(lang, 'guides', () => newVersion(lang))
  picture(lang, 'missing', () => missing(lang))
}

const guide = {
  it: {
    id: 'guida-ai-servizi',
    title: 'Guida ai servizi del campus',
    before: [
      [
        'Il deposito delle biciclette',
        'La rastrelliera coperta si trova nel cortile interno',
        'e resta aperta dalle sette alle venti, anche il sabato.',
      ],
      [
        'Gli armadietti',
        'Ogni armadietto costa dieci euro per anno accademico',
        'e si paga al ritiro della chiave, con carta oppure in contanti.',
      ],
    ],
    changes: [
      ['dieci euro', 'quindici euro'],
      ['con carta oppure in contanti', 'solo con carta'],
    ],
    cites: ['Quanto costa un armadietto del campus?', 'Il prezzo è nella [guida ai servizi]'],
  },
  en: {
    id: 'guide-to-services',
    title: 'Guide to the services of the campus',
    before: [
      [
        'The bicycle shed',
        'The covered rack stands in the inner courtyard',
        'and is open from seven to twenty, on Saturdays too.',
      ],
      [
        'The lockers',
        'Each locker costs ten euros for the academic year',
        'and is paid when the key is collected, by card or in cash.',
      ],
    ],
    changes: [
      ['ten euros', 'fifteen euros'],
      ['by card or in cash', 'by card only'],
    ],
    cites: ['How much does a locker on campus cost?', 'The price is in the [guide to the services]'],
  },
} as const

// Uploads a version, and waits until it has been read.
async function read(name: string, pages: readonly (readonly string[])[], of = ''): Promise<GuideDraftDetail> {
  const query = new URLSearchParams({ name, ...(of && { guide: of }) })
  const sent = await fetch(`${staffUrl()}/api/v1/studio/guide-uploads?${query}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token('editor')}`, 'Content-Type': 'application/octet-stream' },
    body: new Uint8Array(pdf(pages)),
  })
  const { id } = (await sent.json()) as GuideDraft
  for (;;) {
    const draft = await api<GuideDraftDetail>('GET', `/studio/guide-drafts/${id}`, token('editor'))
    if (draft.state !== 'reading') return draft
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

async function newVersion(lang: Lang): Promise<Page> {
  const { id, title, before, changes, cites } = guide[lang]
  const first = await read(`${id}.pdf`, before)
  const fields = { ...first.fields, id, title, topic: 'online-services', lang }
  const saved = await api<GuideDraftDetail>('PUT', `/studio/guide-drafts/${first.id}`, token('editor'), {
    ...{ revision: first.revision, fields },
  })
  await api('POST', `/studio/guide-drafts/${saved.id}/publish`, token('editor'), {
    ...{ revision: saved.revision, current: saved.current },
  })
  const [question, says] = cites
  const source = `---\nid: services-lockers-${lang}\ntopic: online-services\nlang: ${lang}\nquestion: ${question}\naudience: [all]\nowner: Servizi ICT\nupdated: 2026-07-01\nreview_by: 2027-07-31\n---\n\n${says}(https://sportello.example/guides/${id}.pdf#page=2).\n`
  await api('PUT', `/studio/entries/services-lockers-${lang}`, token('editor'), { source, revision: 0 })
  const changed = (line: string) => changes.reduce((text, [was, is]) => text.replace(was, is), line)
  const after = before.map(page => page.map(changed))
  const draft = await read(`${id}-2027.pdf`, after, id)
  const page = await staffAt(lang, 'editor', `guides?draft=${draft.id}`)
  const change = page.locator('ins').first()
  await change.waitFor()
  await change.evaluate(element => element.scrollIntoView({ block: 'center' }))
  return page
}

const scooters = {
  it: {
    asked: [
      'posso parcheggiare il monopattino nel cortile?',
      'parcheggio per il monopattino elettrico',
      'dove parcheggio il monopattino elettrico',
      'si può parcheggiare il monopattino in ateneo',
    ],
    last: 'sono Ada Lovelace, dove parcheggio il monopattino elettrico?',
    reply: 'Ada, il monopattino si lascia nella rastrelliera del cortile, mai in aula né in biblioteca.',
  },
  en: {
    asked: [
      'can I park my electric scooter in the courtyard?',
      'parking for an electric scooter',
      'where do I park my electric scooter',
      'may one park an electric scooter at the university',
    ],
    last: 'I am Ada Lovelace, where do I park my electric scooter?',
    reply: 'Ada, scooters are left at the rack in the courtyard, never in classrooms or the library.',
  },
}

async function missing(lang: Lang): Promise<Page> {
  const { asked, last, reply } = scooters[lang]
  for (const text of asked) await ask(text, lang)
  await served(await ask(last, lang), [reply], { outcome: 'resolved' })
  const page = await staffAt(lang, 'editor', `missing?in=${lang}`)
  await page.locator('.gap-reply').first().waitFor()
  await page
    .locator('.gap-card')
    .first()
    .evaluate(card => card.scrollIntoView({ block: 'center' }))
  return page
}
