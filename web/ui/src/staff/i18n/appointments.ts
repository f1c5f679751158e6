// Appointments of a queue: when they can be booked, and who has.
import type { Sentence } from '../../i18n/translate'

export const it = {
  'queue.settings': 'Impostazioni',
  'queue.appointments': 'Appuntamenti',

  'plan.title': 'Quando si può prenotare',
  'plan.about':
    'Con un appuntamento lo studente sceglie il giorno e l’ora, e in quel momento qualcuno è lì per lui. Lo propone il riquadro di aiuto, anche a chat chiusa o con troppa fila.',
  'plan.offers': 'Gli studenti possono prenotare un appuntamento',
  'plan.hours': 'Giorni e orari',
  'plan.day_none': 'Nessuno',
  'plan.on_holidays': 'Anche nei giorni festivi',
  'plan.minutes': 'Durata (minuti)',
  'plan.minutes_hint': 'Di ogni appuntamento, da 5 a 480.',
  'plan.places': 'Quanti insieme',
  'plan.places_hint': 'Studenti alla stessa ora, da 1 a 100.',
  'plan.days': 'Giorni in anticipo',
  'plan.days_hint': 'Quanto prima si prenota, da 1 a 60.',
  'plan.per_week': {
    one: 'In una settimana normale c’è posto per un appuntamento. Nelle chiusure non se ne prendono.',
    other: 'In una settimana normale c’è posto per {count} appuntamenti. Nelle chiusure non se ne prendono.',
  },
  'plan.need_minutes': 'Scrivi un numero di minuti da 5 a 480.',
  'plan.need_places': 'Scrivi un numero da 1 a 100.',
  'plan.need_days': 'Scrivi un numero di giorni da 1 a 60.',
  'plan.need_hours': 'Aggiungi una fascia almeno in un giorno.',
  'plan.too_short': 'La fascia è più corta di un appuntamento.',
  'plan.saved': 'Salvato. Gli appuntamenti già presi restano.',

  'booked.title': 'Prenotati',
  'booked.none': 'Nessun appuntamento prenotato',
  'booked.none_about':
    'Appena uno studente prenota lo vedi qui, con la sua domanda. Gli operatori della coda trovano accanto alla fila gli appuntamenti di oggi e di domani.',
  'booked.off_about': 'Per ora gli studenti non possono prenotare: comincia da qui sopra.',
  'booked.when': 'Quando',
  'booked.who': 'Chi',
  'booked.what': 'Domanda',
  'booked.off_plan': 'Fuori dagli orari di adesso',
  'booked.withdraw': 'Disdici',
  'booked.withdraw_title': 'Disdire l’appuntamento?',
  'booked.withdraw_about':
    'Lo studente lo legge nella sua conversazione e può prenotare un altro orario. Il posto torna libero: se a quell’ora non c’è nessuno, cambia anche gli orari o aggiungi una chiusura.',
  'booked.reason': 'Motivo per lo studente (facoltativo)',
  'booked.reason_hint': 'Poche parole: «sciopero», «l’ufficio è in trasloco».',
  'booked.keep': 'Tieni l’appuntamento',
  'booked.withdrawn': 'Appuntamento disdetto: lo studente lo legge nella sua conversazione.',
  'booked.gone': 'Questo appuntamento non c’era più.',
} satisfies Record<string, Sentence>

export const en: Record<keyof typeof it, Sentence> = {
  'queue.settings': 'Settings',
  'queue.appointments': 'Appointments',

  'plan.title': 'When one can book',
  'plan.about':
    'With an appointment students choose the day and time, and somebody is there for them then. The help panel offers it, also when the chat is closed or the line too long.',
  'plan.offers': 'Students can book an appointment',
  'plan.hours': 'Days and times',
  'plan.day_none': 'None',
  'plan.on_holidays': 'On public holidays too',
  'plan.minutes': 'Length (minutes)',
  'plan.minutes_hint': 'Of each appointment, from 5 to 480.',
  'plan.places': 'How many at once',
  'plan.places_hint': 'Students at the same time, from 1 to 100.',
  'plan.days': 'Days ahead',
  'plan.days_hint': 'How early one can book, from 1 to 60.',
  'plan.per_week': {
    one: 'A usual week has room for one appointment. In closures none can be booked.',
    other: 'A usual week has room for {count} appointments. In closures none can be booked.',
  },
  'plan.need_minutes': 'Write a number of minutes from 5 to 480.',
  'plan.need_places': 'Write a number from 1 to 100.',
  'plan.need_days': 'Write a number of days from 1 to 60.',
  'plan.need_hours': 'Add times on one day at least.',
  'plan.too_short': 'These times are shorter than an appointment.',
  'plan.saved': 'Saved. Appointments already made stay.',

  'booked.title': 'Booked',
  'booked.none': 'No appointments booked',
  'booked.none_about':
    'As soon as a student books you see it here, with their question. The operators of the queue find the appointments of today and tomorrow beside the line.',
  'booked.off_about': 'Students cannot book for now: begin above.',
  'booked.when': 'When',
  'booked.who': 'Who',
  'booked.what': 'Question',
  'booked.off_plan': 'Outside the times of now',
  'booked.withdraw': 'Cancel it',
  'booked.withdraw_title': 'Cancel the appointment?',
  'booked.withdraw_about':
    'The student reads it in their conversation, and can book another time. The place is free again: if nobody is there then, change the times too, or add a closure.',
  'booked.reason': 'Reason for the student (optional)',
  'booked.reason_hint': 'A few words: “strike”, “the office is moving”.',
  'booked.keep': 'Keep the appointment',
  'booked.withdrawn': 'Appointment cancelled: the student reads it in their conversation.',
  'booked.gone': 'This appointment was no longer there.',
}
