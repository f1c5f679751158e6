// Pictures in an answer.
import type { Sentence } from '../../i18n/translate'

export const it = {
  'picture.add': 'Immagine',
  'picture.add_hint': 'Puoi anche trascinarla o incollarla nel testo',
  'picture.title': 'Metti un’immagine nella risposta',
  'picture.words': 'Che cosa mostra',
  'picture.words_hint':
    'Per chi non la vede, e per chi legge la risposta dove le immagini non arrivano. Di’ ciò che conta: «Il pulsante Stampa è in alto a destra».',
  'picture.words_missing': 'Scrivi che cosa mostra: senza, chi non vede l’immagine non sa che cosa c’è.',
  'picture.insert': 'Metti nel testo',
  'picture.sending': 'Invio…',
  'picture.limits': 'JPEG, PNG, GIF o WebP, fino a 10 MB. Dati nascosti, come il luogo dello scatto, vengono tolti.',
  'picture.not_picture': '«{name}» non è un’immagine.',
  'picture.done': 'Immagine nel testo.',
} satisfies Record<string, Sentence>

export const en: Record<keyof typeof it, Sentence> = {
  'picture.add': 'Picture',
  'picture.add_hint': 'You can also drop it into the text, or paste it',
  'picture.title': 'Put a picture into the answer',
  'picture.words': 'What it shows',
  'picture.words_hint':
    'For those who cannot see it, and wherever pictures are not shown. Say what matters: “The Print button is at the top right”.',
  'picture.words_missing':
    'Write what it shows: without it, those who cannot see the picture do not know what is there.',
  'picture.insert': 'Put into the text',
  'picture.sending': 'Sending…',
  'picture.limits': 'JPEG, PNG, GIF or WebP, up to 10 MB. Hidden data, such as where it was taken, is removed.',
  'picture.not_picture': '“{name}” is not a picture.',
  'picture.done': 'The picture is in the text.',
}
