import { useEffect, useRef, useState } from 'preact/hooks'
import type { Board, BoardOperator, BoardQueue } from '../../api/board-types'
import type { OfficeQueue } from '../../api/office-types'
import { failureOf, session } from '../app/session'
import { ring } from '../desk/alerts'
import { t, time } from '../i18n'
import { officeApi } from '../queues/api'
import { NowDialog } from '../queues/now-dialog'
import { standsAs } from '../queues/words'
import { now } from '../ui/clock'
import { Failed } from '../ui/notice'
import { say, toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { useAct } from '../ui/use-act'
import { alarmsOf } from './alarms'
import { boardApi } from './api'
import { useBoard } from './follow'
import { LimitDialog } from './limit-dialog'
import { LineDialog } from './line-dialog'
import { OperatorDialog } from './operator-dialog'
import { OperatorsPart } from './operators'
import { QueuesPart } from './queues'
import { refusedUndo, type Undo, UndoBar } from './undo'

const api = boardApi(session.client)
const office = officeApi(session.client)

export type Open =
  | { what: 'line' | 'limit'; queue: BoardQueue }
  | { what: 'now'; queue: OfficeQueue }
  | { what: 'operator'; operator: BoardOperator }

// How the office stands, live, and what a supervisor does about it.
export function BoardPage() {
  const { board, failure, reload } = useBoard(api)
  const [open, setOpen] = useState<Open | undefined>()
  const [undo, setUndo] = useState<Undo | undefined>()
  const acting = useAct()
  useAlarms(board)
  const close = () => setOpen(undefined)
  // What was done is told with the way back, where there is one.
  const done = (text: string, back?: () => Promise<void>) => {
    say(text)
    setUndo({ text, ...(back && { back }) })
    reload()
  }
  const openNow = (queue: BoardQueue) =>
    acting.run(async () => setOpen({ what: 'now', queue: await office.queue(queue.id) }))
  const takeBack = ({ back }: Undo) => {
    setUndo(undefined)
    if (!back) return
    acting.run(async () => {
      try {
        await back()
        toast(t('board.undone'), 'ok')
      } catch (error) {
        const refused = refusedUndo(failureOf(error).code)
        if (!refused) throw error
        say(refused.text)
        setUndo(refused)
      }
      reload()
    })
  }
  return (
    <div class="page page-wide">
      <header class="page-head page-head-row">
        <div>
          <h1>{t('nav.board')}</h1>
          <p class="muted">{t('board.lead')}</p>
        </div>
        {board && <p class="muted board-at">{t('board.at', { time: time(board.at) })}</p>}
      </header>
      {acting.failure && <Failed failure={acting.failure} />}
      {undo && <UndoBar undo={undo} onUndo={takeBack} onClose={() => setUndo(undefined)} />}
      <Loaded value={board} failure={failure} onRetry={reload}>
        {all =>
          all.queues.length === 0 ? (
            <Empty icon="clock" title={t('queues_page.none')} />
          ) : (
            <>
              <Totals board={all} />
              <QueuesPart
                queues={all.queues}
                onLine={queue => setOpen({ what: 'line', queue })}
                onLimit={queue => setOpen({ what: 'limit', queue })}
                onNow={openNow}
              />
              <OperatorsPart board={all} onManage={operator => setOpen({ what: 'operator', operator })} />
            </>
          )
        }
      </Loaded>
      {board && open?.what === 'line' && (
        <LineDialog api={api} queue={open.queue} board={board} onDone={done} onClose={close} />
      )}
      {open?.what === 'limit' && <LimitDialog api={office} queue={open.queue} onDone={done} onClose={close} />}
      {open?.what === 'now' && (
        <NowDialog
          api={office}
          queue={open.queue}
          onDone={saved => {
            close()
            const { override, override_until } = open.queue.settings
            done(`${saved.name}: ${standsAs(saved)}`, async () => {
              await office.override(saved.id, override, override_until)
            })
          }}
          onClose={close}
        />
      )}
      {board && open?.what === 'operator' && (
        <OperatorDialog api={api} operator={open.operator} board={board} onDone={done} onClose={close} />
      )}
    </div>
  )
}

function Totals({ board: { queues, operators } }: { board: Board }) {
  const sum = (of: (queue: BoardQueue) => number) => queues.reduce((all, queue) => all + of(queue), 0)
  const working = operators.filter(one => one.here && one.state === 'available')
  const free = working.reduce((all, one) => all + Math.max(0, one.capacity - one.engaged), 0)
  return (
    <dl class="board-totals">
      <Total name={t('board.waiting')} value={sum(queue => queue.waiting)} />
      <Total name={t('board.engaged')} value={sum(queue => queue.engaged)} />
      <Total name={t('board.free')} value={free} />
      <Total name={t('board.at_work')} value={working.length} />
      <Total name={t('board.urgent')} value={sum(queue => queue.urgent)} />
      <Total name={t('board.tickets')} value={sum(queue => queue.tickets)} />
      <Total name={t('board.answered')} value={sum(queue => queue.answered)} />
    </dl>
  )
}

function Total({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

// One polite word for each thing that must not be overlooked, when it begins.
function useAlarms(board: Board | undefined): void {
  const told = useRef(new Set<string>())
  const at = now.value
  useEffect(() => {
    if (!board) return
    const all = alarmsOf(board, Date.now())
    const fresh = all.filter(({ id }) => !told.current.has(id))
    told.current = new Set(all.map(({ id }) => id))
    if (fresh.some(({ what }) => what === 'board.distress')) ring('urgent')
    if (fresh.length) say(fresh.map(({ name, what }) => `${name}: ${t(what)}`).join('. '))
  }, [board, at])
}
