// What a student who comes now is told of the wait, as supervisors read it.
import type { BoardQueue } from '../../api/board-types'
import { rounded } from '../../i18n/waits'
import { type Key, t } from '../i18n'

type Asked = Pick<BoardQueue, 'open' | 'full' | 'wait' | 'doubt' | 'max_wait'>

export interface Told {
  wait: string
  why: string // there is none, or nobody is let in
}

export function newcomer({ open, full, wait, doubt, max_wait }: Asked): Told {
  if (!open) return { wait: '–', why: '' }
  if (full) return { wait: t('board.full'), why: t('board.full_about', { n: max_wait }) }
  const { form, from, to } = rounded(wait)
  if (form === 'unknown') return { wait: '–', why: doubt ? t(doubts[doubt]) : '' }
  return { wait: t(forms[form], { from, to }), why: '' }
}

const forms = { soon: 'board.wait_soon', upto: 'board.wait_upto', between: 'board.wait_between' } as const

const doubts: Record<NonNullable<BoardQueue['doubt']>, Key> = {
  no_staff: 'board.doubt_no_staff',
  closes: 'board.doubt_closes',
  few_chats: 'board.doubt_few_chats',
  missed: 'board.doubt_missed',
  wide: 'board.doubt_wide',
}
