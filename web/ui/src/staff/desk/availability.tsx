import type { DeskState } from '../../api/staff-types'
import { Menu } from '../app/menu'
import { useShortcuts } from '../app/shortcuts'
import { workplace } from '../app/workplace'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import type { Desk } from './desk'

const states: DeskState[] = ['available', 'finishing', 'paused', 'away']

// What one has declared oneself to be, and how many chats of how many.
export function Availability() {
  const desk = workplace.value?.desk
  if (!desk?.operator.value) return null
  return <States desk={desk} operator={desk.operator.value} />
}

interface Props {
  desk: Desk
  operator: NonNullable<Desk['operator']['value']>
}

function States({ desk, operator }: Props) {
  const { engaged, capacity, state, by } = operator
  const turn = () => void desk.setState(state === 'available' ? 'paused' : 'available')
  useShortcuts({ 'Alt+KeyP': turn })
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
      <Menu
        name={t('state.menu', { state: t(`state.${state}`) })}
        label={
          <span class="state" title={by ? t('state.by', { name: by }) : 'Alt+P'}>
            <i class={`state-dot state-${state}`} aria-hidden="true" />
            {t(`state.${state}`)}
          </span>
        }
      >
        {close => (
          <ul class="states">
            {states.map(one => (
              <li key={one}>
                <button
                  type="button"
                  aria-pressed={one === state}
                  onClick={() => {
                    close()
                    void desk.setState(one)
                  }}
                >
                  <i class={`state-dot state-${one}`} aria-hidden="true" />
                  <span>
                    {t(`state.${one}`)}
                    <small>{t(`state.${one}_about`)}</small>
                  </span>
                  {one === state && <Icon name="check" size={18} />}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Menu>
    </div>
  )
}
