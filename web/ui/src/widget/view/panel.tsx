import { useEffect, useRef } from 'preact/hooks'
import { Announcements } from './announcements'
import { BookingForm } from './booking'
import { Composer } from './composer'
import { useModel } from './context'
import { Greeting } from './greeting'
import { Header } from './header'
import { Notice } from './notice'
import { RoomBar } from './room'
import { StatusBar } from './status'
import { TicketForm } from './ticket'
import { Timeline } from './timeline'
import { useKeyboardHeight } from './viewport'

export function Panel({ onClose }: { onClose: () => void }) {
  const model = useModel()
  const { store, host } = model
  const panel = useRef<HTMLElement>(null)
  useKeyboardHeight(panel)
  useEffect(() => {
    if (model.focusBox) panel.current?.querySelector('textarea')?.focus()
  }, [model])
  const empty = store.items.value.length === 0 && !store.restoring.value
  const form = store.ticketForm.value
  const booking = store.booking.value
  return (
    <section
      ref={panel}
      class={host.page ? 'panel page' : 'panel'}
      lang={store.lang.value}
      aria-label={store.t('panel.title')}
      role={host.page ? undefined : 'dialog'}
      onKeyDown={event => {
        if (event.key === 'Escape' && !host.page && !event.defaultPrevented) onClose()
      }}
    >
      <Header onClose={onClose} />
      <Announcements />
      <div class="body" tabIndex={-1}>
        {empty ? <Greeting /> : <Timeline />}
      </div>
      <div class="foot">
        <Notice />
        <StatusBar />
        <RoomBar />
        {booking ? <BookingForm booking={booking} /> : form ? <TicketForm door={form} /> : <Composer />}
      </div>
    </section>
  )
}

// The one place that speaks to a screen reader.
export function Announcer() {
  const { store } = useModel()
  return (
    <div class="hidden" role="status" aria-live="polite" lang={store.lang.value}>
      {store.announcement.value}
    </div>
  )
}
