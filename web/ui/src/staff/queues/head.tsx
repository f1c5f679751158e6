import type { OfficeQueue } from '../../api/office-types'
import { Link } from '../app/link'
import { to, toAppointments } from '../app/router'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import { standsAs } from './words'

interface Props {
  id: string
  queue: OfficeQueue | undefined
  part: 'settings' | 'appointments'
}

// A queue's name, how it stands, and its pages.
export function QueueHead({ id, queue, part }: Props) {
  const pages = [
    { name: 'queue.settings', at: to('queues', id), here: part === 'settings' },
    { name: 'queue.appointments', at: toAppointments(id), here: part === 'appointments' },
  ] as const
  return (
    <header class="page-head">
      <p>
        <Link href={to('queues')}>
          <Icon name="back" size={16} /> {t('nav.queues')}
        </Link>
      </p>
      <h1>{queue?.name ?? t('nav.queues')}</h1>
      {queue && <p class="muted">{standsAs(queue)}</p>}
      <nav class="segments" aria-label={queue?.name ?? t('nav.queues')}>
        {pages.map(({ name, at, here }) => (
          <Link key={name} href={at} {...(here && { 'aria-current': 'page' })}>
            {t(name)}
          </Link>
        ))}
      </nav>
    </header>
  )
}
