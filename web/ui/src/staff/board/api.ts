import type { Board } from '../../api/board-types'
import type { Client } from '../../api/client'
import type { ChatSummary, DeskState, WaitingChat } from '../../api/staff-types'

export interface BoardApi {
  board(): Promise<Board>
  waiting(queue: string): Promise<WaitingChat[]>
  chats(operator: string): Promise<ChatSummary[]>
  move(chat: string, to: { queue: string } | { operator: string }): Promise<void>
  takeAway(chat: string): Promise<void>
  takeBack(chat: string, operator: string): Promise<void> // undoes a move to the operator
  setState(operator: string, state: DeskState): Promise<void>
  setCapacity(operator: string, capacity: number): Promise<void>
}

export function boardApi(client: Client): BoardApi {
  const chat = (id: string) => `/board/chats/${encodeURIComponent(id)}`
  const operator = (id: string) => `/board/operators/${encodeURIComponent(id)}`
  return {
    board: () => client.get('/board'),
    waiting: queue => client.get(`/desk/waiting?queue=${encodeURIComponent(queue)}`),
    chats: id => client.get(`${operator(id)}/chats`),
    move: (id, to) => client.post(`${chat(id)}/move`, to),
    takeAway: id => client.post(`${chat(id)}/take-away`, {}),
    takeBack: (id, to) => client.post(`${chat(id)}/take-back`, { operator: to }),
    setState: (id, state) => client.put(`${operator(id)}/state`, { state }),
    setCapacity: (id, capacity) => client.put(`${operator(id)}/capacity`, { capacity }),
  }
}
