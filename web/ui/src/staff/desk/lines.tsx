// The left column: the chats one has, then who waits.
import { useSignal } from '@preact/signals'
import { t } from '../i18n'
import { Appointments } from './appointments'
import type { Desk } from './desk'
import { DeskNotice } from './desk-notice'
import { Mine } from './mine'
import { Queues } from './queues'
import { takeNext } from './take'
import { Waiting } from './waiting'

export function Lines({ desk, current }: { desk: Desk; current: string | undefined }) {
  const queue = useSignal('')
  const operator = desk.operator.value
  const waits = desk.queues.value.some(line => line.mine && line.waiting > 0)
  return (
    <nav class="desk-lines" aria-label={t('lines.title')}>
      <h1 class="lines-heading visually-hidden">{t('lines.title')}</h1>
      <DeskNotice desk={desk} />
      {operator && <Mine desk={desk} current={current} />}
      {operator && (
        <div class="lines-next">
          <button
            type="button"
            class="btn btn-primary btn-wide"
            aria-disabled={!waits}
            onClick={() => void takeNext(desk, queue.value || undefined)}
          >
            {t('lines.next')} <kbd>Alt+N</kbd>
          </button>
        </div>
      )}
      <Queues desk={desk} chosen={queue} />
      <Appointments />
      <Waiting desk={desk} chosen={queue.value} current={current} />
    </nav>
  )
}
