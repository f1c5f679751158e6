// The fake server's people, suggestions and numbers.
import type { Summary } from '../../api/report-types'
import type { Me, Suggestion, User } from '../../api/staff-types'

export const ago = (minutes: number, seconds = 0) =>
  new Date(Date.now() - minutes * 60_000 - seconds * 1000).toISOString()

type Password = { password: string }
export const staff: (User & Password)[] = [
  user('u1', 'g.ferrari', 'Giovanna Ferrari', ['operator'], {
    level: 1,
    capacity: 3,
    queues: ['fees', 'isee', 'enrolment'],
    languages: [],
  }),
  user('u2', 'm.bianchi', 'Marco Bianchi', ['operator', 'editor'], {
    level: 2,
    capacity: 4,
    queues: ['fees', 'scholarships'],
    languages: [],
  }),
  user('u3', 'e.conti', 'Elena Conti', ['editor'], undefined),
  user('u4', 'r.moretti', 'Roberto Moretti', ['supervisor'], undefined),
  user('u5', 'admin', 'Lucia Greco', ['administrator', 'operator', 'editor', 'supervisor'], {
    level: 2,
    capacity: 3,
    queues: ['fees', 'isee', 'enrolment', 'scholarships'],
    languages: [],
  }),
  {
    ...user('u6', 'p.russo', 'Paolo Russo', ['operator'], { level: 1, capacity: 2, queues: ['exams'], languages: [] }),
    disabled: true,
  },
]

function user(
  id: string,
  login: string,
  name: string,
  roles: User['roles'],
  operator: User['operator'],
): User & Password {
  return { id, login, name, roles, lang: 'it', disabled: false, password: 'sportello', ...(operator && { operator }) }
}

export const meOf = ({ id, login, name, roles, lang }: User): Me => ({ id, login, name, roles, lang, csrf: 'c5rf' })

export const suggestions: Suggestion[] = [
  {
    id: 's1',
    kind: 'alternate',
    entry: 'fees-payment-not-shown',
    entry_question: 'Ho pagato ma il pagamento non risulta: che cosa faccio?',
    topic: 'fees',
    lang: 'it',
    text: 'la rata risulta da pagare ma ho la ricevuta della banca',
    note: '',
    author: 'Giovanna Ferrari',
    state: 'open',
    created_at: ago(60 * 5),
  },
  {
    id: 's2',
    kind: 'entry',
    topic: 'isee',
    lang: 'it',
    text: 'isee con difformità dopo la scadenza, cosa succede?',
    note: 'Serve una voce che dica entro quando si può presentare l’ISEE corretto e quanto costa il ritardo.',
    author: 'Marco Bianchi',
    state: 'open',
    created_at: ago(60 * 26),
  },
  {
    id: 's3',
    kind: 'alternate',
    entry: 'fees-how-to-pay-en',
    entry_question: 'How do I pay the university fees?',
    topic: 'fees',
    lang: 'en',
    text: 'pay from a foreign bank without pagopa',
    note: '',
    author: 'Giovanna Ferrari',
    state: 'open',
    created_at: ago(60 * 50),
  },
]

// A curve with weekends and a September.
export function summaryOf(days: number, queues: { id: string; name: string }[]): Summary {
  const by_day = Array.from({ length: days }, (_, i) => {
    const when = new Date(Date.now() - (days - 1 - i) * 86_400_000)
    const weekend = [0, 6].includes(when.getDay())
    const conversations = Math.round((weekend ? 90 : 410) * (1 + 0.35 * Math.sin(i / 4) + 0.2 * Math.sin(i * 2.7)))
    return {
      day: when.toISOString().slice(0, 10),
      conversations,
      chats: weekend ? 0 : Math.round(conversations * 0.23),
    }
  })
  const total = (key: 'conversations' | 'chats') => by_day.reduce((sum, one) => sum + one[key], 0)
  const conversations = total('conversations')
  const chats = total('chats')
  const turns = Math.round(conversations * 1.6)
  const share = [0.24, 0.17, 0.14, 0.11, 0.09, 0.07, 0.05, 0.04]
  return {
    days,
    conversations,
    turns,
    by_kind: { answer: Math.round(turns * 0.61), choices: Math.round(turns * 0.21), handoff: Math.round(turns * 0.18) },
    helped: { yes: Math.round(turns * 0.31), no: Math.round(turns * 0.09) },
    chats: { total: chats, tickets: Math.round(chats * 0.18), closed: chats - 6, wait_p50_s: 96, wait_p90_s: 412 },
    ratings: {
      count: 412,
      average: 4.2,
      stars: [14, 22, 41, 118, 217],
      comments: [{ day: ago(60 * 20).slice(0, 10), queue: 'fees', name: 'Tasse', stars: 5, text: 'Gentili e rapidi.' }],
    },
    by_queue: queues.slice(0, share.length).map((queue, i) => ({
      queue: queue.id,
      name: queue.name,
      chats: Math.round(chats * (share[i] ?? 0.03)),
      wait_p50_s: 60 + i * 17,
      wait_p90_s: 260 + i * 71,
      rating_count: 40 - i,
      rating_average: 4.6 - i * 0.1,
    })),
    by_day,
  }
}
