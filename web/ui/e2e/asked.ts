// Questions of students and replies of operators, made through the API.
import { expect } from 'vitest'
import { api, token } from './people'

export interface Asked {
  id: string
  token: string
}

export async function ask(text: string, lang: 'it' | 'en' = 'it'): Promise<Asked> {
  const asked = await api<Asked>('POST', '/conversations', '', {
    lang,
    entry_point: 'www',
    page: 'https://www.example/',
  })
  await api('POST', `/conversations/${asked.id}/turns`, asked.token, { text })
  return asked
}

// An operator takes the conversation up, replies and closes it.
export async function served(asked: Asked, says: string[], close: object): Promise<void> {
  const operator = token('operator')
  await api('PUT', '/desk/state', operator, { state: 'available' })
  const { chat } = await api<{ chat: string }>('POST', `/conversations/${asked.id}/handoff`, asked.token, {
    channel: 'chat',
    queue: 'fees',
    name: 'Ada Lovelace',
  })
  const mine = () => api<{ id: string }[]>('GET', '/desk/chats', operator)
  await expect.poll(async () => (await mine()).some(one => one.id === chat), { timeout: 15_000 }).toBe(true)
  for (const [i, text] of says.entries())
    await api('POST', `/desk/chats/${chat}/messages`, operator, { client_id: `${chat}${i}`, text })
  await api('POST', `/desk/chats/${chat}/close`, operator, close)
}
