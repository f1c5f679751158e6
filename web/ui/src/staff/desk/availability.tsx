import { useShortcuts } from '../app/shortcuts'
import { workplace } from '../app/workplace'
import { t } from '../i18n'
import type { Desk } from './desk'

// The switch between "available" and "paused", and how many chats of how many.
export function Availability() {
  const desk = workplace.value?.desk
  if (!desk?.operator.value) return null
  return <Switch desk={desk} operator={desk.operator.value} />
}

interface Props {
  desk: Desk
  operator: NonNullable<Desk['operator']['value']>
}

function Switch({ desk, operator }: Props) {
  const on = operator.state === 'available'
  const turn = () => void desk.setState(on ? 'paused' : 'available')
  useShortcuts({ 'Alt+KeyP': turn })
  const { engaged, capacity } = operator
  return (
    <div class="availability">
      <span class="capacity" title={t('desk.capacity_about')}>
        <span class="pips" aria-hidden="true">
          {Array.from({ length: Math.min(capacity, 8) }, (_, i) => (
            <i key={`${i}-${i < engaged}`} class={i < engaged ? 'pip pip-full' : 'pip'} />
          ))}
        </span>
        {t('desk.capacity', { n: engaged, capacity })}
      </span>
      <button type="button" class="switch" role="switch" aria-checked={on} onClick={turn} title="Alt+P">
        <span class="switch-track" aria-hidden="true" />
        <span>{t(on ? 'desk.available' : operator.state === 'paused' ? 'desk.paused' : 'desk.away')}</span>
      </button>
    </div>
  )
}
