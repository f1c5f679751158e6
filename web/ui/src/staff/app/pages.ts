// Which pages each role has, in the order of the menu.
import type { Role } from '../../api/staff-types'
import type { Key } from '../i18n'

export interface PageLink {
  page:
    | 'desk'
    | 'board'
    | 'library'
    | 'guides'
    | 'pairs'
    | 'import'
    | 'synonyms'
    | 'tests'
    | 'notices'
    | 'canned'
    | 'missing'
    | 'try'
    | 'queues'
    | 'reports'
    | 'users'
  name: Key
  icon:
    | 'chat'
    | 'eye'
    | 'book'
    | 'note'
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
  help: string // the section of the guide that speaks of it
  roles: Role[]
}

export const pages: PageLink[] = [
  { page: 'desk', name: 'nav.desk', icon: 'chat', help: 'take', roles: ['operator', 'supervisor'] },
  { page: 'board', name: 'nav.board', icon: 'eye', help: 'board', roles: ['supervisor'] },
  { page: 'library', name: 'nav.library', icon: 'book', help: 'write', roles: ['editor', 'reviewer'] },
  { page: 'guides', name: 'nav.guides', icon: 'note', help: 'guides', roles: ['editor', 'reviewer'] },
  { page: 'missing', name: 'nav.missing', icon: 'bulb', help: 'missing', roles: ['editor'] },
  { page: 'pairs', name: 'nav.pairs', icon: 'twins', help: 'duplicates', roles: ['editor'] },
  { page: 'import', name: 'nav.import', icon: 'save', help: 'import', roles: ['editor'] },
  { page: 'synonyms', name: 'nav.synonyms', icon: 'equal', help: 'synonyms', roles: ['editor'] },
  { page: 'tests', name: 'nav.tests', icon: 'shield', help: 'tests', roles: ['editor', 'reviewer'] },
  { page: 'notices', name: 'nav.notices', icon: 'bell', help: 'notices', roles: ['editor'] },
  {
    page: 'canned',
    name: 'nav.canned',
    icon: 'slash',
    help: 'canned',
    roles: ['supervisor', 'editor', 'administrator'],
  },
  { page: 'try', name: 'nav.try', icon: 'search', help: 'try', roles: ['editor', 'supervisor'] },
  { page: 'queues', name: 'nav.queues', icon: 'clock', help: 'hours', roles: ['supervisor', 'administrator'] },
  { page: 'reports', name: 'nav.reports', icon: 'chart', help: 'reports', roles: ['supervisor', 'administrator'] },
  { page: 'users', name: 'nav.users', icon: 'people', help: 'users', roles: ['administrator'] },
]

export function pagesFor(roles: readonly Role[]): PageLink[] {
  return pages.filter(link => link.roles.some(role => roles.includes(role)))
}
