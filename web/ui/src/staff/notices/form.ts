// The form of a notice: what stands in its fields, what is wrong with that, and the notice.
import type { KeptNotice, NoticeDraft, NoticeKind, NoticeTexts, NoticeWords } from '../../api/notices'
import type { Lang } from '../../api/types'
import { minuteOf } from '../../i18n/day'
import type { Key } from '../i18n'

export const maxTitle = 120
export const maxText = 2000
export const maxSms = 300

export interface NoticeForm {
  kind: NoticeKind
  it: NoticeWords
  en: NoticeWords
  from: string // as a datetime-local field has it, in the time of this computer
  until: string
  topics: string[]
  places: string // entry points, with commas
}

export type NoticeErrors = Partial<Record<'it' | 'en' | 'from' | 'until', Key>>

const none: NoticeWords = { title: '', text: '' }

// A new notice is for now and the rest of the day.
export function emptyForm(now: Date): NoticeForm {
  const end = new Date(now)
  end.setHours(23, 59, 0, 0)
  return { kind: 'info', it: none, en: none, from: minuteOf(now), until: minuteOf(end), topics: [], places: '' }
}

export function formOf({ kind, texts, from, until, topics, entry_points }: KeptNotice): NoticeForm {
  return {
    kind,
    it: texts.it ?? none,
    en: texts.en ?? none,
    from: minuteOf(new Date(from)),
    until: minuteOf(new Date(until)),
    topics,
    places: entry_points.join(', '),
  }
}

export function draftOf(form: NoticeForm): NoticeDraft {
  const places = form.places.split(',').map(place => place.trim())
  return {
    kind: form.kind,
    texts: textsOf(form),
    topics: form.topics,
    entry_points: places.filter(Boolean),
    from: new Date(form.from).toISOString(),
    until: new Date(form.until).toISOString(),
  }
}

export function textsOf(form: NoticeForm): NoticeTexts {
  const texts: NoticeTexts = {}
  for (const lang of ['it', 'en'] as const) if (!blank(form[lang])) texts[lang] = form[lang]
  return texts
}

// An end that has passed is refused, but for a notice that is over already and is only read.
export function errorsOf(form: NoticeForm, now: Date): NoticeErrors {
  const errors: NoticeErrors = {}
  if (blank(form.it) && blank(form.en)) errors.it = 'notices.need_words'
  for (const lang of ['it', 'en'] as const) {
    const wrong = wordsError(form[lang])
    if (wrong) errors[lang] = wrong
  }
  const [from, until] = [Date.parse(form.from), Date.parse(form.until)]
  if (Number.isNaN(from)) errors.from = 'notices.need_from'
  if (Number.isNaN(until)) errors.until = 'notices.need_until'
  else if (until <= from) errors.until = 'notices.backwards'
  else if (until <= now.getTime()) errors.until = 'notices.past'
  else if (until - from > 366 * 86_400_000) errors.until = 'notices.too_long'
  return errors
}

function wordsError(words: NoticeWords): Key | undefined {
  if (blank(words)) return undefined
  if (!words.title.trim()) return 'notices.need_title'
  if (!words.text.trim()) return 'notices.need_text'
  return undefined
}

const blank = ({ title, text, sms = '' }: NoticeWords) => !title.trim() && !text.trim() && !sms.trim()

export function titleOf({ texts }: KeptNotice, lang: Lang): { title: string; lang: Lang } {
  const other = lang === 'it' ? 'en' : 'it'
  const words = texts[lang]
  return words ? { title: words.title, lang } : { title: texts[other]?.title ?? '', lang: other }
}
