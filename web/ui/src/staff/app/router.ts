// Where one is: the path after /staff, kept in the browser's history.
import { computed, signal } from '@preact/signals'
import type { Lang } from '../../api/types'
import { firstLook, type Look, lookOf } from '../missing/look'
import { kinds, type PairKind } from '../pairs/api'

export type EntryView = 'write' | 'history' | 'use'

export type Route =
  | { page: 'home' }
  | { page: 'desk'; chat?: string }
  | { page: 'library' }
  | { page: 'library'; entry: string; view: EntryView }
  | { page: 'guides'; guide?: string; draft?: string }
  | { page: 'import' }
  | { page: 'synonyms'; lang: Lang }
  | { page: 'tests'; lang: Lang }
  | { page: 'canned'; lang: Lang }
  | { page: 'pairs'; kind: PairKind; dismissed: boolean }
  | { page: 'notices' }
  | { page: 'missing'; look: Look }
  | { page: 'try'; q: string; as?: Lang } // a question to begin with, and its language
  | { page: 'board' }
  | { page: 'queues'; queue?: string; part?: 'appointments' }
  | { page: 'reports'; days: number }
  | { page: 'users'; user?: string } // "new" makes one
  | { page: 'nowhere' }

const base = '/staff'
export const periods = [7, 30, 90] as const

const here = signal(typeof location === 'undefined' ? base : location.pathname + location.search)

export const route = computed(() => routeOf(here.value))

export function routeOf(address: string): Route {
  const url = new URL(address, 'http://here')
  const [page = '', part, ...rest] = url.pathname.slice(base.length).split('/').filter(Boolean)
  const id = part === undefined ? undefined : decodeURIComponent(part)
  if (page === 'queues' && id && rest.length === 1 && rest[0] === 'appointments')
    return { page, queue: id, part: 'appointments' }
  if (rest.length > 0) return { page: 'nowhere' }
  if (page === '') return { page: 'home' }
  if (page === 'desk') return id ? { page, chat: id } : { page }
  if (page === 'library') return id ? { page, entry: id, view: viewOf(url.searchParams.get('view')) } : { page }
  if (page === 'guides') {
    const draft = url.searchParams.get('draft')
    return { page, ...(id && { guide: id }), ...(draft && { draft }) }
  }
  if (page === 'board' && !id) return { page }
  if (page === 'queues') return id ? { page, queue: id } : { page }
  if (page === 'users') return id ? { page, user: id } : { page }
  if ((page === 'synonyms' || page === 'canned' || page === 'tests') && !id)
    return { page, lang: url.searchParams.get('lang') === 'en' ? 'en' : 'it' }
  if (page === 'pairs' && !id)
    return { page, kind: kindOf(url.searchParams.get('kind')), dismissed: url.searchParams.has('dismissed') }
  if (page === 'import' && !id) return { page }
  if (page === 'notices' && !id) return { page }
  if (page === 'missing' && !id) return { page, look: lookOf(url.searchParams) }
  if (page === 'suggestions' && !id) return { page: 'missing', look: { ...firstLook, show: 'proposals' } } // where they were
  if (page === 'try' && !id)
    return { page, q: url.searchParams.get('q') ?? '', ...langOf(url.searchParams.get('lang')) }
  if (page === 'reports' && !id) return { page, days: daysOf(url.searchParams.get('days')) }
  return { page: 'nowhere' }
}

function langOf(text: string | null): { as?: Lang } {
  return text === 'it' || text === 'en' ? { as: text } : {}
}

function kindOf(text: string | null): PairKind {
  return kinds.find(kind => kind === text) ?? 'duplicate'
}

function viewOf(text: string | null): EntryView {
  return text === 'history' || text === 'use' ? text : 'write'
}

function daysOf(text: string | null): number {
  const days = Number(text)
  return periods.find(period => period === days) ?? 30
}

// The address of a page: to('desk', id).
export function to(page: string, part?: string): string {
  return `${base}/${page}${part ? `/${encodeURIComponent(part)}` : ''}`
}

// A version of a guide that is not published yet.
export function toGuideDraft(id: string): string {
  return `${to('guides')}?${new URLSearchParams({ draft: id })}`
}

// The appointments of a queue.
export function toAppointments(queue: string): string {
  return `${to('queues', queue)}/appointments`
}

export function toEntry(id: string, view: EntryView): string {
  return view === 'write' ? to('library', id) : `${to('library', id)}?view=${view}`
}

export function toTry(q: string, lang: Lang): string {
  return `${to('try')}?${new URLSearchParams({ q, lang })}`
}

export function go(address: string, { replace = false } = {}): void {
  if (address === here.value) return
  if (replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  here.value = address
}

if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    here.value = location.pathname + location.search
  })
}
