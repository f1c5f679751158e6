// Why an answer was given, and trying a question.
import type { Sentence } from '../../i18n/translate'

export const it = {
  'why.title': 'Perché questa risposta?',
  'why.answer': 'Risposta, perché la sicurezza ({sure}) raggiunge la soglia ({at}).',
  'why.gone':
    'La sicurezza ({sure}) raggiunge la soglia ({at}), ma il testo della risposta non c’era più: si è passati a una persona.',
  'why.choices': {
    one: 'Una scelta, perché la sicurezza ({sure}) non raggiunge la soglia per rispondere ({at}), ma raggiunge quella per proporla ({together}).',
    other:
      '{n} scelte, perché la sicurezza ({sure}) non raggiunge la soglia per rispondere ({at}), ma tutte insieme raggiungono quella per proporle ({together}).',
  },
  'why.handoff':
    'Una persona, perché la sicurezza ({sure}) non raggiunge la soglia per rispondere ({at}) e nemmeno più scelte insieme raggiungono quella per proporle ({together}).',
  'why.nothing': 'Una persona, perché nella biblioteca non c’è niente che somigli alla domanda.',
  'why.person': 'Una persona, perché lo studente l’ha chiesta: non si è cercata una risposta.',
  'why.urgent': 'Una persona, perché le parole fanno pensare a un’urgenza: non si è cercata una risposta.',
  'why.greeting': 'Domande frequenti, perché è un saluto e non una domanda.',
  'why.thanks': 'Domande frequenti, perché è un ringraziamento e non una domanda.',
  'why.intent': 'Il messaggio non chiede nulla a cui la biblioteca possa rispondere.',
  'why.unknown': 'I motivi di questa risposta non ci sono: è di quando Sportello non li conservava ancora.',
  'why.moved': 'Quello che gli studenti hanno detto delle risposte ha portato la sicurezza da {before} a {after}.',
  'why.lang': 'Lingua riconosciuta: {lang}',
  'why.found': { one: 'un candidato', other: '{n} candidati' },
  'why.features': 'Che cosa ha contato, da 0 a 100%. Le parole rare contano più di quelle comuni.',
  'why.no_features': 'Che cosa ha contato non è conservato.',
  'why.words': 'Le parole della domanda e le formulazioni',
  'why.text': 'Il testo della risposta',
  'why.taught': 'Che cosa si è imparato',
  'why.around': 'Lingua e argomento',
  'why.compare': 'Rispetto agli altri candidati',

  'try.title': 'Prova una domanda',
  'try.lead': 'Che cosa risponderebbe Sportello a uno studente, adesso, e perché. Non resta traccia della prova.',
  'try.question': 'Domanda',
  'try.lang': 'Lingua dello studente',
  'try.ask': 'Prova',
  'try.open': 'Apri la voce',
} satisfies Record<string, Sentence>

export const en: Record<keyof typeof it, Sentence> = {
  'why.title': 'Why this answer?',
  'why.answer': 'An answer, because the confidence ({sure}) reaches the threshold ({at}).',
  'why.gone':
    'The confidence ({sure}) reaches the threshold ({at}), but the text of the answer was gone: a person was offered.',
  'why.choices': {
    one: 'One choice, because the confidence ({sure}) does not reach the threshold for answering ({at}), but reaches the one for offering it ({together}).',
    other:
      '{n} choices, because the confidence ({sure}) does not reach the threshold for answering ({at}), but together they reach the one for offering them ({together}).',
  },
  'why.handoff':
    'A person, because the confidence ({sure}) does not reach the threshold for answering ({at}), nor do several choices together reach the one for offering them ({together}).',
  'why.nothing': 'A person, because nothing in the library resembles the question.',
  'why.person': 'A person, because the student asked for one: no answer was looked for.',
  'why.urgent': 'A person, because the words sound urgent: no answer was looked for.',
  'why.greeting': 'Common questions, because it is a greeting and not a question.',
  'why.thanks': 'Common questions, because it is a word of thanks and not a question.',
  'why.intent': 'The message asks for nothing that the library could answer.',
  'why.unknown': 'The reasons for this answer are not there: it is from before Sportello kept them.',
  'why.moved': 'What students said of the answers moved the confidence from {before} to {after}.',
  'why.lang': 'Language recognised: {lang}',
  'why.found': { one: 'one candidate', other: '{n} candidates' },
  'why.features': 'What counted, from 0 to 100%. Rare words count more than common ones.',
  'why.no_features': 'What counted was not kept.',
  'why.words': 'The words of the question and the wordings',
  'why.text': 'The text of the answer',
  'why.taught': 'What was learned',
  'why.around': 'Language and topic',
  'why.compare': 'Compared with the other candidates',

  'try.title': 'Try a question',
  'try.lead': 'What Sportello would answer a student now, and why. Nothing of it is kept.',
  'try.question': 'Question',
  'try.lang': 'The student’s language',
  'try.ask': 'Try',
  'try.open': 'Open the entry',
}
