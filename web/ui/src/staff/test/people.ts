// The fake server's people and chats: a September morning.
import type { ChatContext, ChatDetail, ChatEvent, Me, Suggestion, Summary, User } from '../../api/types'

export const ago = (minutes: number, seconds = 0) =>
  new Date(Date.now() - minutes * 60_000 - seconds * 1000).toISOString()

type Password = { password: string }
export const staff: (User & Password)[] = [
  user('u1', 'g.ferrari', 'Giovanna Ferrari', ['operator'], {
    level: 1,
    capacity: 3,
    queues: ['fees', 'isee', 'enrolment'],
  }),
  user('u2', 'm.bianchi', 'Marco Bianchi', ['operator', 'editor'], {
    level: 2,
    capacity: 4,
    queues: ['fees', 'scholarships'],
  }),
  user('u3', 'e.conti', 'Elena Conti', ['editor'], undefined),
  user('u4', 'r.moretti', 'Roberto Moretti', ['supervisor'], undefined),
  user('u5', 'admin', 'Lucia Greco', ['administrator', 'operator', 'editor', 'supervisor'], {
    level: 2,
    capacity: 3,
    queues: ['fees', 'isee', 'enrolment', 'scholarships'],
  }),
  {
    ...user('u6', 'p.russo', 'Paolo Russo', ['operator'], { level: 1, capacity: 2, queues: ['exams'] }),
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

type Script = [
  minutes: number,
  kind: ChatEvent['kind'],
  author: ChatEvent['author'],
  text?: string | undefined,
  extra?: Partial<ChatEvent>,
][]

interface Plan {
  id: string
  student: string
  subject: string
  queue: string
  queue_name: string
  lang?: 'it' | 'en'
  channel?: 'chat' | 'ticket'
  context: Partial<ChatContext>
  script: Script
}

const page = 'https://www.polivalmaggiore.example/tasse'

const plans: Plan[] = [
  {
    id: 'c1',
    student: 'Giulia Esposito',
    subject: 'Ho pagato la prima rata ma risulta ancora da pagare',
    queue: 'fees',
    queue_name: 'Tasse e contributi',
    context: {
      identity: {
        name: 'Giulia Esposito',
        email: 'giulia.esposito@studenti.polivalmaggiore.example',
        matricola: '284417',
        verified: true,
      },
      turns: [
        {
          n: 1,
          text: 'ho pagato la prima rata ma risulta ancora da pagare',
          kind: 'answer',
          confidence: 0.83,
          shown: [
            {
              type: 'entry',
              id: 'fees-payment-not-shown',
              question: 'Ho pagato ma il pagamento non risulta: che cosa faccio?',
              confidence: 0.83,
            },
          ],
          helped: 'no',
          at: ago(34),
        },
        {
          n: 2,
          text: 'sono passati 6 giorni e non posso iscrivermi agli esami',
          kind: 'choices',
          confidence: 0.46,
          shown: [
            {
              type: 'entry',
              id: 'fees-late-payment',
              question: 'Che cosa succede se pago una rata in ritardo?',
              confidence: 0.46,
            },
            { type: 'guide', id: 'guida-matricola', question: 'Guida della matricola', page: 12, confidence: 0.41 },
          ],
          helped: 'no',
          at: ago(32),
        },
      ],
      earlier: [
        { chat: 'c9', subject: 'Come carico l’ISEE parificato?', closed_at: ago(60 * 24 * 41), outcome: 'resolved' },
        {
          chat: 'c10',
          subject: 'Quando escono le graduatorie della borsa?',
          closed_at: ago(60 * 24 * 120),
          outcome: 'answered_by_entry',
        },
      ],
    },
    script: [
      [31, 'queued', 'system', undefined, { data: { queue: 'fees', queue_name: 'Tasse e contributi' } }],
      [27, 'claimed', 'operator', undefined, { name: 'Giovanna Ferrari' }],
      [
        26,
        'message',
        'operator',
        'Buongiorno Giulia, sono Giovanna della segreteria. Ho letto la sua domanda: controllo subito il pagamento.',
      ],
      [25, 'message', 'student', 'Buongiorno, grazie! Ho pagato giovedì scorso con l’app della banca'],
      [25, 'message', 'student', 'ho la ricevuta con lo IUV, la posso mandare?'],
      [
        23,
        'note',
        'operator',
        'IUV 2611 4470 0093 8821: risulta incassato il 16, non ancora abbinato. Chiesto a Contributi di forzare l’abbinamento.',
      ],
      [
        22,
        'message',
        'operator',
        'Non serve: il versamento risulta incassato, manca solo l’abbinamento alla sua carriera. Lo abbiamo chiesto ora, di solito bastano due ore.\nIntanto può vedere lo stato qui: https://polidesk.polivalmaggiore.example/tasse',
      ],
      [22, 'seen', 'student', undefined, { data: { seq: 0 } }],
      [3, 'message', 'student', 'Perfetto. E se non si aggiorna entro stasera perdo l’appello di domani?'],
    ],
  },
  {
    id: 'c2',
    student: 'Wei Zhang',
    subject: 'Can my father pay the second instalment from abroad?',
    queue: 'fees',
    queue_name: 'Tasse e contributi',
    lang: 'en',
    context: {
      identity: { name: 'Wei Zhang', email: 'wei.zhang@mail.example', verified: false },
      turns: [
        {
          n: 1,
          text: 'can my father pay the second instalment from abroad',
          kind: 'answer',
          confidence: 0.71,
          shown: [
            {
              type: 'entry',
              id: 'fees-how-to-pay-en',
              question: 'How do I pay the university fees?',
              confidence: 0.71,
            },
          ],
          helped: 'no',
          at: ago(18),
        },
      ],
    },
    script: [
      [16, 'queued', 'system', undefined, { data: { queue: 'fees', queue_name: 'Tasse e contributi' } }],
      [9, 'claimed', 'operator', undefined, { name: 'Giovanna Ferrari' }],
      [8, 'message', 'student', 'hello! my father lives in Shanghai, his bank does not know PagoPA'],
      [7, 'message', 'student', 'is there an IBAN?'],
    ],
  },
  {
    id: 'w1',
    student: 'Davide Romano',
    subject: 'ISEE con difformità: posso correggerlo dopo la scadenza?',
    queue: 'isee',
    queue_name: 'ISEE e riduzioni',
    context: {
      identity: { name: 'Davide Romano', matricola: '279903', verified: true },
      turns: [
        {
          n: 1,
          text: 'isee difforme dopo il 30 ottobre',
          kind: 'handoff',
          confidence: 0.21,
          shown: [],
          helped: '',
          at: ago(13),
        },
      ],
    },
    script: [[12, 'queued', 'system', undefined, { data: { queue: 'isee', queue_name: 'ISEE e riduzioni' } }]],
  },
  {
    id: 'w2',
    student: '',
    subject: 'Devo pagare anche se rinuncio agli studi?',
    queue: 'fees',
    queue_name: 'Tasse e contributi',
    context: { turns: [] },
    script: [[7, 'queued', 'system', undefined, { data: { queue: 'fees', queue_name: 'Tasse e contributi' } }]],
  },
  {
    id: 'w3',
    student: 'Ana Popescu',
    subject: 'Residence permit still pending: can I enrol?',
    queue: 'enrolment',
    queue_name: 'Immatricolazione e iscrizione',
    lang: 'en',
    context: { identity: { name: 'Ana Popescu', verified: false }, turns: [] },
    script: [
      [4, 'queued', 'system', undefined, { data: { queue: 'enrolment', queue_name: 'Immatricolazione e iscrizione' } }],
    ],
  },
  {
    id: 'w4',
    student: 'Matteo Galli',
    subject: 'Rimborso della tassa pagata due volte a luglio, con le due ricevute',
    queue: 'fees',
    queue_name: 'Tasse e contributi',
    channel: 'ticket',
    context: {
      identity: { name: 'Matteo Galli', email: 'matteo.galli@mail.example', verified: true, matricola: '301276' },
      turns: [],
    },
    script: [[60 * 19, 'queued', 'system', undefined, { data: { queue: 'fees', queue_name: 'Tasse e contributi' } }]],
  },
]

export interface FakeChat extends ChatDetail {
  holder: string // user id, or ''
}

export function makeChats(): FakeChat[] {
  let seq = 100
  return plans.map(plan => {
    const events = plan.script.map(([minutes, kind, author, text, extra]): ChatEvent => {
      seq += 3
      const name = author === 'operator' ? { name: 'Giovanna Ferrari' } : {}
      return {
        seq,
        chat: plan.id,
        conversation: `v-${plan.id}`,
        kind,
        author,
        ...(text && { text }),
        ...name,
        ...extra,
        at: ago(minutes),
      }
    })
    for (const event of events) if (event.kind === 'seen') event.data = { seq: event.seq - 3 }
    return chatOf(plan, events)
  })
}

function chatOf(
  { id, student, subject, queue, queue_name, lang = 'it', channel = 'chat', context }: Plan,
  events: ChatEvent[],
): FakeChat {
  const engaged = events.some(event => event.kind === 'claimed')
  const messages = events.filter(event => event.kind === 'message')
  const last = messages.at(-1)
  return {
    id,
    student,
    subject,
    queue,
    queue_name,
    lang,
    channel,
    queued_at: events[0]?.at ?? ago(0),
    state: engaged ? 'engaged' : 'waiting',
    ...(last && { last_text: last.text ?? '', last_author: last.author, last_at: last.at }),
    last_seq: last?.seq ?? events.at(-1)?.seq ?? 0,
    mine: false,
    holder: engaged ? 'u1' : '',
    context: {
      entry_point: 'Pagina Tasse',
      page,
      lang,
      identity: { verified: false },
      turns: [],
      earlier: [],
      ...context,
    },
    events,
    messages,
  }
}

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
    by_queue: queues.slice(0, share.length).map((queue, i) => ({
      queue: queue.id,
      name: queue.name,
      chats: Math.round(chats * (share[i] ?? 0.03)),
      wait_p50_s: 60 + i * 17,
      wait_p90_s: 260 + i * 71,
    })),
    by_day,
  }
}
