// What of the missing one looks at: kept in the page's address.
import type { Lang } from '../../api/types'

export const shows = ['open', 'proposals', 'settled'] as const
export const orders = ['cost', 'students', 'minutes'] as const
export const spans = [1, 3, 6, 12] as const
export const reasons = ['unanswered', 'rejected', 'operator'] as const
export type Reason = (typeof reasons)[number]

export interface Look {
  show: (typeof shows)[number]
  order: (typeof orders)[number]
  months: number
  topic: string
  lang: '' | Lang
  reason: '' | Reason
}

export const firstLook: Look = { show: 'open', order: 'cost', months: 6, topic: '', lang: '', reason: '' }

const oneOf = <T>(text: string | null, of: readonly T[], otherwise: T): T =>
  of.find(one => String(one) === text) ?? otherwise

export function lookOf(query: URLSearchParams): Look {
  return {
    show: oneOf(query.get('show'), shows, 'open'),
    order: oneOf(query.get('order'), orders, 'cost'),
    months: oneOf<number>(query.get('months'), spans, firstLook.months),
    topic: query.get('topic') ?? '',
    lang: oneOf<Look['lang']>(query.get('in'), ['it', 'en'], ''),
    reason: oneOf<Look['reason']>(query.get('reason'), reasons, ''),
  }
}

// The part of the address that says what one looks at; empty of what is usual.
export function addressOf(look: Look): string {
  const query = new URLSearchParams()
  const put = (name: string, value: string, usual: string) => value !== usual && query.set(name, value)
  put('show', look.show, firstLook.show)
  put('order', look.order, firstLook.order)
  put('months', String(look.months), String(firstLook.months))
  put('topic', look.topic, '')
  put('in', look.lang, '')
  put('reason', look.reason, '')
  const text = query.toString()
  return text && `?${text}`
}

// What the server is asked.
export function params(look: Look, from: number): URLSearchParams {
  const query = new URLSearchParams({ show: look.show, order: look.order, months: String(look.months) })
  if (look.topic) query.set('topic', look.topic)
  if (look.lang) query.set('in', look.lang)
  if (look.reason) query.set('reason', look.reason)
  if (from > 0) query.set('from', String(from))
  return query
}
