// How long something takes, as people say it, and what is said of a line that is full:
// the widget's sentences on waiting, in both languages.
import type { Lang, Wait } from '../api/types'
import { locale, type Sentence } from './translate'

export const itWaits = {
  'wait.soon': 'Ti risponderanno in meno di un minuto',
  'wait.upto': 'Ti risponderanno entro {to} minuti',
  'wait.between': 'Ti risponderanno tra {from} e {to} minuti',
  'wait.unknown': 'Ora non sappiamo dirti quanto dovrai aspettare',
  'wait.join_soon': 'Attesa: meno di un minuto',
  'wait.join_upto': 'Attesa: fino a {to} minuti',
  'wait.join_between': 'Attesa: da {from} a {to} minuti',
  'wait.join_unknown': 'Ora non sappiamo dire quanto si aspetta',

  'full.title': 'In questo momento c’è troppa fila',
  'full.about': {
    one: 'Aspetteresti più di un minuto, e non vogliamo tenerti in attesa così a lungo.',
    other: 'Aspetteresti più di {n} minuti, e non vogliamo tenerti in attesa così a lungo.',
  },
  'full.call': 'Avvisami quando si libera un posto',
  'full.call_about': 'Si va in ordine di richiesta. Puoi chiudere la pagina e tornare con il tuo link.',
  'full.book': 'Prenota un appuntamento',
  'full.book_about': 'Scegli tu il giorno e l’ora.',
  'full.popular': 'Intanto, forse cerchi questo',

  'room.waiting': 'Ti avvisiamo quando si libera un posto per {queue}',
  'room.next': 'Il prossimo posto è tuo',
  'room.place': 'Prima di te: {n}',
  'room.tip': 'Puoi chiudere la pagina: con il tuo link ritrovi il turno, anche da un altro dispositivo.',
  'room.offered': 'C’è un posto per te in {queue}',
  'room.until': 'Te lo teniamo fino alle {time}.',
  'room.enter': 'Entra in chat',
  'room.lapsed': 'Il posto che avevamo tenuto per te è passato al prossimo.',
  'room.again': 'Rimettimi in lista',
  'room.cancel': 'Non serve più',
  'room.cancelled': 'Ti abbiamo tolto dalla lista.',

  'book.title': 'Scegli quando',
  'book.about': 'Appuntamento con {queue}',
  'book.day': 'Giorno',
  'book.time': 'Ora',
  'book.name': 'Nome (facoltativo)',
  'book.none': 'Ora non ci sono appuntamenti liberi. Lascia una richiesta: ti rispondiamo noi.',
  'book.send': 'Prenota',
  'book.cancel': 'Annulla',
  'book.done': 'Appuntamento: {when}',
  'book.keep': 'Con {queue}. Lo ritrovi qui, con il tuo link.',
  'book.give_back': 'Disdici l’appuntamento',
  'book.sure': 'Vuoi disdire l’appuntamento?',
  'book.yes': 'Sì, disdici',
  'book.no': 'No, lo tengo',
  'book.given_back': 'Appuntamento disdetto.',
  'book.withdrawn': 'L’ufficio ha disdetto il tuo appuntamento con {queue}: {when}.',
  'book.withdrawn_short': 'L’ufficio ha disdetto il tuo appuntamento.',
  'book.reason': 'Motivo: {reason}',
  'book.another': 'Prenota un altro orario',
  'book.understood': 'Ho capito',
} satisfies Record<string, Sentence>

export const enWaits: Record<keyof typeof itWaits, Sentence> = {
  'wait.soon': 'Somebody will answer in less than a minute',
  'wait.upto': 'Somebody will answer within {to} minutes',
  'wait.between': 'Somebody will answer in {from} to {to} minutes',
  'wait.unknown': 'We can’t say how long right now',
  'wait.join_soon': 'Wait: less than a minute',
  'wait.join_upto': 'Wait: up to {to} minutes',
  'wait.join_between': 'Wait: {from} to {to} minutes',
  'wait.join_unknown': 'We can’t say how long the wait is right now',

  'full.title': 'The line is too long right now',
  'full.about': {
    one: 'You would wait more than a minute, and we do not want to keep you waiting that long.',
    other: 'You would wait more than {n} minutes, and we do not want to keep you waiting that long.',
  },
  'full.call': 'Tell me when a place comes free',
  'full.call_about': 'First asked, first called. You can close the page and come back with your link.',
  'full.book': 'Book an appointment',
  'full.book_about': 'You choose the day and time.',
  'full.popular': 'Meanwhile, this may be what you need',

  'room.waiting': 'We will tell you when a place comes free for {queue}',
  'room.next': 'The next place is yours',
  'room.place': 'Before you: {n}',
  'room.tip': 'You can close the page: your link brings you back to your turn, on another device too.',
  'room.offered': 'There is a place for you in {queue}',
  'room.until': 'We hold it until {time}.',
  'room.enter': 'Join the chat',
  'room.lapsed': 'The place we held for you has gone to the next person.',
  'room.again': 'Put me back on the list',
  'room.cancel': 'No longer needed',
  'room.cancelled': 'We have taken you off the list.',

  'book.title': 'Choose when',
  'book.about': 'Appointment with {queue}',
  'book.day': 'Day',
  'book.time': 'Time',
  'book.name': 'Name (optional)',
  'book.none': 'No appointments are free now. Leave a request: we will answer you.',
  'book.send': 'Book',
  'book.cancel': 'Cancel',
  'book.done': 'Appointment: {when}',
  'book.keep': 'With {queue}. You find it here, with your link.',
  'book.give_back': 'Cancel the appointment',
  'book.sure': 'Do you want to cancel the appointment?',
  'book.yes': 'Yes, cancel it',
  'book.no': 'No, keep it',
  'book.given_back': 'Appointment cancelled.',
  'book.withdrawn': 'The office has cancelled your appointment with {queue}: {when}.',
  'book.withdrawn_short': 'The office has cancelled your appointment.',
  'book.reason': 'Reason: {reason}',
  'book.another': 'Book another time',
  'book.understood': 'Got it',
}

type Form = 'soon' | 'upto' | 'between' | 'unknown'

// A wait in whole minutes, never narrower than it is: above ten minutes in fives, because
// "from 23 to 38" pretends to know more than it does.
export function rounded(wait: Wait | null | undefined): { form: Form; from: number; to: number } {
  if (!wait) return { form: 'unknown', from: 0, to: 0 }
  const step = wait.to_s > 600 ? 5 : 1
  const from = Math.floor(wait.from_s / 60 / (wait.from_s >= 600 ? step : 1)) * (wait.from_s >= 600 ? step : 1)
  const to = Math.ceil(wait.to_s / 60 / step) * step
  if (to <= 1) return { form: 'soon', from: 0, to: 1 }
  return { form: from < 1 ? 'upto' : 'between', from, to }
}

// Whether a change is worth being told aloud: two minutes and a quarter of it, or that
// there is an estimate, or none.
export function matters(before: Wait | null | undefined, now: Wait | null | undefined): boolean {
  if (!before || !now) return Boolean(before) !== Boolean(now)
  const [a, b] = [before.to_s, now.to_s]
  return Math.abs(a - b) >= Math.max(120, 0.25 * Math.max(a, b))
}

// "lunedì 9 marzo alle 10:20", by the clock of the office.
export function moment(at: string, zone: string, lang: Lang): string {
  const when = new Date(at)
  const day = dayOf(at, zone, lang)
  const time = new Intl.DateTimeFormat(locale(lang), { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(
    when,
  )
  return `${day} ${lang === 'it' ? 'alle' : 'at'} ${time}`
}

export function dayOf(at: string, zone: string, lang: Lang): string {
  const form: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone }
  return new Intl.DateTimeFormat(locale(lang), form).format(new Date(at))
}

export function clockOf(at: string, zone: string | undefined, lang: Lang): string {
  const form: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', ...(zone ? { timeZone: zone } : {}) }
  return new Intl.DateTimeFormat(locale(lang), form).format(new Date(at))
}
