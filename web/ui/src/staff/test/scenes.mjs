// What is looked at, each from a fresh server: go there, do something, stop.
import { AxeBuilder } from '@axe-core/playwright'

async function signIn({ page, fake }, login, path = '/staff/') {
  await page.goto(fake.url + path)
  await page.fill('[name=login]', login)
  await page.fill('[name=password]', 'sportello')
  await page.click('[type=submit]')
  await page.waitForSelector('.bar')
}

const rest = (page, ms = 700) => page.waitForTimeout(ms)

async function audit(page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  if (violations.length === 0) return
  const said = violations.map(v => `${v.id}: ${v.nodes.map(n => `${n.target} ${n.failureSummary}`).join(' | ')}`)
  throw new Error(`axe: ${said.join('\n')}`)
}

const chat = async (scene, id = 'c1') => {
  await signIn(scene, 'g.ferrari', `/staff/desk/${id}`)
  await scene.page.waitForSelector('.log')
  await rest(scene.page)
}

// A morning's work by keyboard, with the connection cut in the middle.
async function work(scene) {
  const { page, fake, phone } = scene
  await signIn(scene, 'g.ferrari')
  await page.keyboard.press('Alt+KeyN')
  await page.waitForSelector('.composer textarea')
  const id = page.url().split('/').at(-1)
  const write = async text => {
    await page.fill('.composer textarea', text)
    await (phone ? page.click('.composer-send') : page.keyboard.press('Enter'))
  }
  await write('Buongiorno, eccomi.')
  await page.waitForSelector('.mark-sent')
  fake.cut(2_500)
  fake.world.happen(id, { kind: 'message', author: 'student', text: 'scritto durante il taglio' })
  await write('Primo senza rete')
  await write('Secondo senza rete')
  await page.waitForSelector('.banner-bad')
  await page.waitForSelector('.banner-ok', { timeout: 30_000 })
  await page.waitForFunction(() => document.querySelectorAll('.mark-sending').length === 0, null, { timeout: 30_000 })
  const said = await page.$$eval('.bubble .words', all => all.map(one => one.textContent))
  const wanted = ['Buongiorno, eccomi.', 'scritto durante il taglio', 'Primo senza rete', 'Secondo senza rete']
  if (said.join('|') !== wanted.join('|')) throw new Error(`after the cut: ${said.join('|')}`)
  fake.world.happen(id, {
    kind: 'seen',
    author: 'student',
    data: { seq: fake.world.chats.find(c => c.id === id).last_seq },
  })
  await page.waitForSelector('.mark-seen')
  await page.keyboard.press('Alt+KeyT')
  await page.selectOption('dialog select', 'exams')
  await page.fill('dialog textarea', 'Serve la didattica.')
  await page.click('dialog [type=submit]')
  await page.waitForSelector('dialog', { state: 'detached' })
  await rest(page, 1_500)
  const mine = await page.$$eval('.desk-lines section:first-of-type .row', all => all.length)
  if (mine !== 2) throw new Error(`after the transfer: ${mine} chats`)
  fake.world.me = undefined // the session ends at the server
  await page.goto(`${fake.url}/staff/desk/c1`)
  await page.waitForSelector('.sign-in')
}

export const scenes = {
  work,
  'sign-in': async ({ page, fake }) => {
    await page.goto(`${fake.url}/staff/`)
    await page.waitForSelector('form')
    await rest(page, 200)
    await audit(page)
  },
  'sign-in-wrong': async ({ page, fake }) => {
    await page.goto(`${fake.url}/staff/`)
    for (let i = 0; i < 4; i++) {
      await page.fill('[name=login]', 'g.ferrari')
      await page.fill('[name=password]', 'sbagliata')
      await page.click('[type=submit]')
      await rest(page, 300)
    }
    await audit(page)
  },
  desk: async scene => {
    await signIn(scene, 'g.ferrari')
    await rest(scene.page)
    await audit(scene.page)
  },
  'desk-chat': async scene => {
    await chat(scene)
    scene.fake.say('c2', 'hello? are you there')
    scene.fake.typing('c1')
    await rest(scene.page)
    await audit(scene.page)
  },
  'desk-context': async scene => {
    await chat(scene)
    if (scene.width < 980) await scene.page.click('.show-context')
    await rest(scene.page)
    await audit(scene.page)
  },
  'desk-why': async scene => {
    await chat(scene)
    if (scene.width < 980) await scene.page.click('.show-context')
    await scene.page.click('.why-button >> nth=0')
    await scene.page.waitForSelector('.why-list')
    await rest(scene.page)
    await audit(scene.page)
  },
  'desk-insert': async scene => {
    await chat(scene)
    await scene.page.keyboard.press('Alt+Digit1')
    await rest(scene.page)
  },
  'desk-note': async scene => {
    await chat(scene)
    await scene.page.click('.composer-modes button:last-of-type')
    await scene.page.fill('.composer textarea', 'Richiamare Contributi alle 12 se non è abbinato.')
    await rest(scene.page)
    await audit(scene.page)
  },
  'desk-lost': async scene => {
    await chat(scene)
    scene.fake.cut(60_000)
    await scene.page.fill('.composer textarea', 'Sì, la iscrivo io all’appello: non si preoccupi.')
    await (scene.phone ? scene.page.click('.composer-send') : scene.page.keyboard.press('Enter'))
    await scene.page.waitForSelector('.banner-bad')
    await rest(scene.page)
    await audit(scene.page)
  },
  'desk-refused': async scene => {
    await chat(scene)
    scene.fake.refuse(
      'POST /desk/chats/c1/messages',
      400,
      'too_long',
      'Il messaggio supera i 4.000 caratteri: dividilo in due.',
    )
    await scene.page.fill('.composer textarea', 'Un messaggio troppo lungo.')
    await scene.page.click('.composer-send')
    await rest(scene.page)
    await audit(scene.page)
  },
  'desk-waiting': async scene => {
    await chat(scene, 'w1')
    await audit(scene.page)
  },
  'desk-taken': async scene => {
    await signIn(scene, 'g.ferrari')
    scene.fake.refuse('POST /desk/chats/w2/claim', 409, 'taken', 'Presa.')
    await scene.page.click('[aria-label="Prendi la chat di Studente"]')
    await rest(scene.page)
    await audit(scene.page)
  },
  'desk-transfer': async scene => {
    await chat(scene)
    await scene.page.keyboard.press('Alt+KeyT')
    await rest(scene.page)
    await audit(scene.page)
  },
  'desk-close': async scene => {
    await chat(scene)
    await scene.page.keyboard.press('Alt+KeyC')
    await scene.page.click('text=Bastava una voce')
    await rest(scene.page, 1200)
    await audit(scene.page)
  },
  help: async scene => {
    await signIn(scene, 'g.ferrari')
    await scene.page.keyboard.press('?')
    await rest(scene.page)
    await audit(scene.page)
  },
  menu: async scene => {
    await signIn(scene, 'admin')
    await scene.page.click('.bar-end .bar-button')
    await rest(scene.page)
    await audit(scene.page)
  },
  supervisor: async scene => {
    await signIn(scene, 'r.moretti', '/staff/desk')
    await rest(scene.page)
    await audit(scene.page)
  },
  library: async scene => {
    await signIn(scene, 'e.conti', '/staff/library')
    await rest(scene.page)
    await audit(scene.page)
  },
  'library-none': async scene => {
    await signIn(scene, 'e.conti', '/staff/library')
    await scene.page.fill('[type=search]', 'parcheggio motorini')
    await rest(scene.page)
  },
  entry: async scene => {
    await signIn(scene, 'e.conti', '/staff/library/fees-how-to-pay')
    await rest(scene.page)
    await audit(scene.page)
  },
  'entry-problems': async scene => {
    await signIn(scene, 'e.conti', '/staff/library/fees-how-to-pay')
    await scene.page.waitForSelector('.source')
    const text = await scene.page.inputValue('.source')
    await scene.page.fill('.source', text.replace('Si paga', '## Come\n\n<b>Si paga</b>'))
    await rest(scene.page, 1200)
    await audit(scene.page)
  },
  'entry-stale': async scene => {
    await signIn(scene, 'e.conti', '/staff/library/fees-how-to-pay')
    await scene.page.waitForSelector('.source')
    const entry = scene.fake.world.entries.find(one => one.id === 'fees-how-to-pay')
    entry.revision = 4
    const text = await scene.page.inputValue('.source')
    await scene.page.fill('.source', text.replace('Si paga', 'Si può pagare'))
    await scene.page.keyboard.press('Control+KeyS')
    await rest(scene.page)
    await audit(scene.page)
  },
  suggestions: async scene => {
    await signIn(scene, 'e.conti', '/staff/suggestions')
    await rest(scene.page)
    await audit(scene.page)
  },
  try: async scene => {
    await signIn(scene, 'e.conti', '/staff/try?q=Quando+si+paga+la+seconda+rata%3F&lang=it')
    await scene.page.waitForSelector('.why-list')
    await rest(scene.page)
    await audit(scene.page)
  },
  reports: async scene => {
    await signIn(scene, 'r.moretti', '/staff/reports')
    await rest(scene.page)
    await audit(scene.page)
  },
  users: async scene => {
    await signIn(scene, 'admin', '/staff/users')
    await rest(scene.page)
    await audit(scene.page)
  },
  'users-edit': async scene => {
    await signIn(scene, 'admin', '/staff/users/u1')
    await rest(scene.page)
    await audit(scene.page)
  },
  failed: async scene => {
    scene.fake.refuse('GET /reports/summary', 500, 'internal', 'Errore interno: riprova tra poco.')
    await signIn(scene, 'r.moretti', '/staff/reports')
    await rest(scene.page)
    await audit(scene.page)
  },
  english: async scene => {
    await chat(scene, 'c2')
    await scene.page.click('.bar-end .bar-button')
    await scene.page.click('.menu-panel button[lang=en]')
    await rest(scene.page)
    await audit(scene.page)
  },
}
