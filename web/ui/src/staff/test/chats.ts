// The fake server's chats: a September morning.
import type { ChatContext, ChatDetail } from '../../api/staff-types'
import type { ChatEvent } from '../../api/types'
import { ago } from './people'

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
    level: 1,
    escalated: false,
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
