import type { Failure } from '../../api/client'
import { type Key, t } from '../i18n'
import { Failed, Notice } from '../ui/notice'

const refusals: Record<string, Key> = {
  taken: 'board.went_taken',
  not_yours: 'board.went_taken',
  at_capacity: 'board.went_at_capacity',
  operator_absent: 'board.went_absent',
  closed: 'board.went_closed',
  not_found: 'board.went_closed',
}

// Why a chat can't be where a supervisor wants it: things have gone on meanwhile. The
// server's own words for it are an operator's.
export function wentOn(code: string): Key | undefined {
  return refusals[code]
}

export function Refused({ failure }: { failure: Failure }) {
  const why = wentOn(failure.code)
  return why ? <Notice tone="warn" title={t(why)} /> : <Failed failure={failure} />
}
