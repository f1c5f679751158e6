// What the make-believe Sportello knows. In tests only.
import type { Lang, Reply, WidgetConfig } from '../api/types'

const blank: Reply = { turn: 0, kind: 'handoff', confidence: 0 }

export function configOf(lang: Lang): WidgetConfig {
  const it = lang === 'it'
  return {
    name: 'Politecnico di Milano',
    languages: ['it', 'en'],
    max_text: 500,
    topics: [
      { id: 'fees', name: it ? 'Tasse e contributi' : 'Fees', about: '' },
      { id: 'enrolment', name: it ? 'Immatricolazione' : 'Enrolment', about: '' },
      { id: 'mobility', name: it ? 'Mobilità internazionale' : 'Mobility', about: '' },
      { id: 'graduation', name: it ? 'Laurea' : 'Graduation', about: '' },
      { id: 'scholarships', name: it ? 'Borse e alloggi' : 'Scholarships and housing', about: '' },
    ],
    popular: it
      ? [
          { entry: 'a', question: 'Quando scade la seconda rata?' },
          { entry: 'b', question: 'Come faccio la richiesta di borsa di studio?' },
          { entry: 'c', question: 'Posso iscrivermi a tempo parziale?' },
        ]
      : [
          { entry: 'a', question: 'When is the second instalment due?' },
          { entry: 'b', question: 'How do I apply for a scholarship?' },
        ],
  }
}

export function replyTo(text: string, lang: Lang, open: boolean): Reply {
  if (/morire/i.test(text)) return urgent(lang)
  if (/criceto.*rata/i.test(text)) return several(text, lang, open)
  if (/^e se/i.test(text)) {
    return { ...fees(lang), understood: { text: `Quando scade la seconda rata, ${text}`, how: 'follow_up' } }
  }
  if (/domanda/i.test(text)) return apart(lang)
  if (/rata|instal|fees-second/i.test(text)) return fees(lang)
  if (/borsa|scholar/i.test(text)) return guide(lang)
  if (/iscri|enrol/i.test(text)) return choices(lang)
  return handoffReply(lang, open, /person/i.test(text) ? 'asked' : 'no_answer')
}

function several(text: string, lang: Lang, open: boolean): Reply {
  const first = {
    ...handoffReply(lang, open, 'no_answer'),
    question: 'Che fa il criceto?',
    part: { n: 1, of: 2, said: text },
  }
  return { ...first, more: [{ ...fees(lang), question: 'Quando scade la rata?', part: { n: 2, of: 2, left: 1 } }] }
}

function urgent(lang: Lang): Reply {
  return {
    ...handoffReply(lang, false, 'asked'),
    intent: 'urgent',
    helplines: [
      { name: 'Numero unico di emergenza', phone: '112', hours: 'Sempre', about: 'Pericolo immediato' },
      { name: 'Ascolto', url: 'https://ascolto.example', hours: 'Feriali', about: 'Colloqui' },
    ],
  }
}

function apart(lang: Lang): Reply {
  const option = (label: string, value: string, entry: string) => ({ label, values: [value], entry })
  return {
    ...choices(lang),
    choices: [
      { entry: 'fees-second', question: 'Come presento la domanda per la triennale?' },
      { entry: 'choice-1', question: 'Come presento la domanda per la magistrale?' },
    ],
    ask: {
      field: 'level',
      text: 'Per quale corso di studi: laurea triennale o laurea magistrale?',
      options: [
        option('Laurea triennale', 'bachelor', 'fees-second'),
        option('Laurea magistrale', 'master', 'choice-1'),
      ],
    },
  }
}

export function fees(lang: Lang): Reply {
  const it = lang === 'it'
  return {
    ...blank,
    kind: 'answer',
    confidence: 0.93,
    answer: {
      question: it ? 'Quando scade la seconda rata?' : 'When is the second instalment due?',
      html: it
        ? '<p>La seconda rata scade il <strong>28 marzo</strong>. Trovi l’importo nei <a href="/servizi">Servizi Online</a>, alla voce <em>Tasse</em>.</p><ul><li>Con ISEE: importo calcolato.</li><li>Senza ISEE: importo massimo.</li></ul><table><thead><tr><th>Rata</th><th>Scadenza</th><th>Mora</th></tr></thead><tbody><tr><td>Prima</td><td>30 settembre</td><td>25 €</td></tr><tr><td>Seconda</td><td>28 marzo</td><td>50 €</td></tr></tbody></table>'
        : '<p>The second instalment is due on <strong>28 March</strong>. You find the amount in <a href="/servizi">Online Services</a>, under <em>Fees</em>.</p>',
      text: it ? 'La seconda rata scade il 28 marzo.' : 'The second instalment is due on 28 March.',
      lang,
      source: {
        type: 'entry',
        id: 'fees-second',
        title: it ? 'Le rate e le scadenze' : 'Instalments and deadlines',
        owner: it ? 'Servizio Tasse' : 'Fees Service',
        updated: '2026-09-01',
        url: '/faq/fees-second',
        links: [{ title: it ? 'Regolamento contribuzione 2026/27' : 'Fee rules 2026/27', url: '/docs/rules.pdf' }],
      },
    },
  }
}

function guide(lang: Lang): Reply {
  return {
    ...blank,
    kind: 'answer',
    confidence: 0.81,
    answer: {
      question: 'Chi può chiedere la borsa di studio',
      html: '<p>Possono chiedere la borsa gli studenti con ISEE fino a 26.306,25 euro.</p>',
      text: 'Possono chiedere la borsa gli studenti con ISEE fino a 26.306,25 euro.',
      lang: 'it',
      source: {
        type: 'guide',
        id: 'scholarships',
        title: 'Guida alle borse e agli alloggi',
        owner: lang === 'it' ? 'Diritto allo studio' : 'Right to study office',
        updated: '2026-07-10',
        url: '/guides/scholarships.pdf#page=7',
        section: '2.1 Requisiti economici',
        page: 7,
        quote: 'Possono chiedere la borsa gli studenti con ISEE fino a 26.306,25 euro.',
        image_url: '/page.svg',
        image_size: { width: 595, height: 842 },
        highlight: [
          { x: 0.118, y: 0.497, w: 0.76, h: 0.024 },
          { x: 0.118, y: 0.527, w: 0.42, h: 0.024 },
        ],
      },
    },
  }
}

function choices(lang: Lang): Reply {
  const list =
    lang === 'it'
      ? ['Come mi iscrivo al primo anno?', 'Come rinnovo l’iscrizione?', 'Posso iscrivermi a due corsi insieme?']
      : ['How do I enrol in the first year?', 'How do I renew my enrolment?']
  return {
    ...blank,
    kind: 'choices',
    confidence: 0.5,
    choices: list.map((question, n) => ({ entry: n === 0 ? 'fees-second' : `choice-${n}`, question })),
  }
}

export function handoffReply(lang: Lang, open: boolean, reason: 'no_answer' | 'asked' | 'rejected'): Reply {
  return {
    ...blank,
    handoff: {
      queue: 'fees',
      queue_name: lang === 'it' ? 'Tasse e contributi' : 'Fees',
      reason,
      channels: open ? ['chat', 'ticket'] : ['ticket'],
      open,
      zone: 'Europe/Rome',
      ...(open ? {} : { opens_at: nextMonday() }),
      waiting: open ? 2 : 0,
      phone: '02 2399 9300',
      email: 'segreteria@example.org',
      counter: lang === 'it' ? 'via Golgi 42, lunedì e giovedì 9:30-12:00' : 'via Golgi 42, Mon and Thu 9:30-12:00',
    },
  }
}

function nextMonday(): string {
  const day = new Date()
  day.setDate(day.getDate() + ((8 - day.getDay()) % 7 || 7))
  day.setHours(9, 0, 0, 0)
  return day.toISOString()
}

export function pagePicture(): string {
  const lines = Array.from({ length: 24 }, (_, n) => {
    const text = [12, 13].includes(n)
      ? ['Possono chiedere la borsa gli studenti con ISEE fino', 'a 26.306,25 euro.'][n - 12]
      : 'Il bando è pubblicato ogni anno sul sito del Politecnico.'
    return `<text x="72" y="${132 + n * 25.3}" font-size="17">${text}</text>`
  }).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="595" height="842" viewBox="0 0 595 842"><rect width="595" height="842" fill="#fff"/><text x="72" y="80" font-size="24" font-weight="bold">2.1 Requisiti economici</text>${lines}</svg>`
}
