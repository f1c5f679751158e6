// Which pages each role has, in the order of the menu.
import type { Role } from '../../api/staff-types'
import type { Key } from '../i18n'

export interface PageLink {
  page:
    | 'desk'
    | 'board'
    | 'library'
    | 'pairs'
    | 'import'
    | 'synonyms'
    | 'tests'
    | 'notices'
    | 'canned'
    | 'suggestions'
    | 'try'
    | 'queues'
    | 'reports'
    | 'users'
  name: Key
  icon:
    | 'chat'
    | 'eye'
    | 'book'
    | 'twins'
    | 'shield'
    | 'save'
    | 'equal'
    | 'bell'
    | 'slash'
    | 'bulb'
    | 'search'
    | 'clock'
    | 'chart'
    | 'people'
  roles: Role[]
}

export const pages: PageLink[] = [
  { page: 'desk', name: 'nav.desk', icon: 'chat', roles: ['operator', 'supervisor'] },
  { page: 'board', name: 'nav.board', icon: 'eye', roles: ['supervisor'] },
  { page: 'library', name: 'nav.library', icon: 'book', roles: ['editor', 'reviewer'] },
  { page: 'pairs', name: 'nav.pairs', icon: 'twins', roles: ['editor'] },
  { page: 'import', name: 'nav.import', icon: 'save', roles: ['editor'] },
  { page: 'synonyms', name: 'nav.synonyms', icon: 'equal', roles: ['editor'] },
  { page: 'tests', name: 'nav.tests', icon: 'shield', roles: ['editor', 'reviewer'] },
  { page: 'notices', name: 'nav.notices', icon: 'bell', roles: ['editor'] },
  { page: 'canned', name: 'nav.canned', icon: 'slash', roles: ['supervisor', 'editor', 'administrator'] },
  { page: 'suggestions', name: 'nav.suggestions', icon: 'bulb', roles: ['editor'] },
  { page: 'try', name: 'nav.try', icon: 'search', roles: ['editor', 'supervisor'] },
  { page: 'queues', name: 'nav.queues', icon: 'clock', roles: ['supervisor', 'administrator'] },
  { page: 'reports', name: 'nav.reports', icon: 'chart', roles: ['supervisor', 'administrator'] },
  { page: 'users', name: 'nav.users', icon: 'people', roles: ['administrator'] },
]

export function pagesFor(roles: readonly Role[]): PageLink[] {
  return pages.filter(link => link.roles.some(role => roles.includes(role)))
}
