// A line that is full: said so, a place in the waiting room, the place that comes free.
import { expect, test } from 'vitest'
import { accessible, api, open, type Student, shot, student, token, url, useOffice } from './people'

useOffice()

interface Known {
  id: string
  token: string
}

test('a full line calls back who asked, on any device, and lets them in', async () => {
  const key = token('operator')
  const there = () => api('PUT', '/desk/state', key, { state: 'available' })
  await there()
  const anna = await student(url(), { viewport: { width: 390, height: 844 } })
  await anna.person()
  await anna.page.getByRole('button', { name: /Entra in chat/ }).waitFor()
  await shot(anna.page, 'room-before')
  const crowd = await fill()
  await promise(20) // less than now, so that no place comes free by the minutes that the test takes
  await anna.press(/Entra in chat/)
  await anna.page
    .getByText(/In questo momento c’è troppa fila/)
    .last()
    .waitFor()
  await anna.page.getByText(/più di 20 minuti/).waitFor()
  await accessible(anna.page)
  await shot(anna.page, 'room-full')

  await anna.press(/Avvisami quando si libera un posto/)
  const waits = /Ti avvisiamo quando si libera un posto/
  await anna.page.getByText(waits).first().waitFor()
  await accessible(anna.page)
  await shot(anna.page, 'room-waiting')
  await anna.page.reload()
  await anna.page.getByText(waits).first().waitFor()
  const elsewhere = await open(await linkOf(anna), { viewport: { width: 1024, height: 768 } })
  await elsewhere.getByText(waits).first().waitFor()
  await elsewhere.getByLabel('Argomento').waitFor() // it is known what it is about
  await shot(elsewhere, 'room-elsewhere')

  await there()
  const engaged = (await api<unknown[]>('GET', '/desk/chats', key)).length
  for (let i = engaged; i < crowd.length; i++) await closeOne(key) // the line is empty, the operator is not free
  await elsewhere
    .getByText(/C’è un posto per te/)
    .first()
    .waitFor({ timeout: 60_000 })
  await anna.page
    .getByText(/C’è un posto per te/)
    .first()
    .waitFor({ timeout: 60_000 })
  await accessible(anna.page)
  await shot(anna.page, 'room-offered')
  await anna.page.locator('.room').getByRole('button', { name: 'Entra in chat' }).click()
  await anna.page
    .getByText(/Sei in fila per/)
    .first()
    .waitFor()
  await anna.page
    .getByText(/Ti risponderanno|non sappiamo dirti/)
    .first()
    .waitFor()
  expect(await anna.page.locator('.room').count()).toBe(0)
  await accessible(anna.page)
  await shot(anna.page, 'room-joined')
  await elsewhere.context().close()
  await anna.close()
}, 180_000)

// Closes one of the operator's chats, in whose place the next comes by itself.
async function closeOne(key: string): Promise<void> {
  const [chat] = await api<{ id: string }[]>('GET', '/desk/chats', key)
  if (chat) await api('POST', `/desk/chats/${chat.id}/close`, key, { outcome: 'resolved' })
}

// Sets the longest wait of the first queue, in minutes.
async function promise(max_wait: number): Promise<void> {
  const boss = token('supervisor')
  const [queue] = await api<{ id: string }[]>('GET', '/queues', boss)
  const { settings, revision } = await api<{ settings: object; revision: number }>('GET', `/queues/${queue?.id}`, boss)
  await api('PUT', `/queues/${queue?.id}/settings`, boss, { ...settings, max_wait, revision })
}

// Students who ask until one is refused.
async function fill(): Promise<Known[]> {
  const inLine: Known[] = []
  for (let i = 0; i < 100; i++) {
    const one = await api<Known>('POST', '/conversations', '', { lang: 'it' })
    const { queue } = await api<{ queue: string }>('GET', `/conversations/${one.id}/ways`, one.token)
    const answer = await api('POST', `/conversations/${one.id}/handoff`, one.token, { channel: 'chat', queue }).catch(
      (error: Error) => error,
    )
    if (answer instanceof Error) {
      expect(answer.message).toContain('no_room')
      return inLine
    }
    inLine.push(one)
  }
  throw new Error('the line is never full')
}

// The private link, of what the browser keeps.
async function linkOf({ page }: Student): Promise<string> {
  const kept = await page.evaluate(() => [...Object.values(localStorage), ...Object.values(sessionStorage)])
  for (const value of kept) {
    try {
      const { id, token } = JSON.parse(String(value)) as Partial<Known>
      if (id && token) return `${url()}/conversation#${id}.${token}`
    } catch {} // something else is kept there
  }
  throw new Error('nothing is kept')
}
