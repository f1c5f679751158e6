import type { ChatSummary } from '../../api/staff-types'
import { Menu } from '../app/menu'
import { type Key, t } from '../i18n'
import { Icon, type IconName } from '../ui/icons'

export type Doing = 'transfer' | 'escalate' | 'send_back' | 'return' | 'close'

interface Action {
  what: Doing
  name: Key
  icon: IconName
  key: string
}

const transfer: Action = { what: 'transfer', name: 'act.transfer', icon: 'transfer', key: 'Alt+T' }
const escalate: Action = { what: 'escalate', name: 'act.escalate', icon: 'up', key: 'Alt+L' }
const sendBack: Action = { what: 'send_back', name: 'act.send_back', icon: 'down', key: 'Alt+L' }
const giveBack: Action = { what: 'return', name: 'act.return', icon: 'undo', key: 'Alt+R' }
const close: Action = { what: 'close', name: 'act.close', icon: 'check', key: 'Alt+C' }

// Up to the second level, or down again from there.
export function levelAction({ level, escalated }: ChatSummary): 'escalate' | 'send_back' | undefined {
  if (escalated) return 'send_back'
  return level === 1 ? 'escalate' : undefined
}

function actionsOf(summary: ChatSummary): Action[] {
  const step = levelAction(summary)
  return [transfer, ...(step ? [step === 'escalate' ? escalate : sendBack] : []), giveBack, close]
}

interface Props {
  summary: ChatSummary
  onChoose: (what: Doing) => void
}

// Buttons where there is room, one menu where there is not.
export function ChatActions({ summary, onChoose }: Props) {
  const actions = actionsOf(summary)
  return (
    <>
      <div class="chat-actions">
        {actions.map(({ what, name, icon, key }) => (
          <button
            key={what}
            type="button"
            class={what === 'close' ? 'btn btn-primary btn-xs' : 'btn btn-outline-primary btn-xs'}
            title={`${t(name)} (${key})`}
            onClick={() => onChoose(what)}
          >
            <Icon name={icon} size={16} /> <span>{t(name)}</span>
          </button>
        ))}
      </div>
      <div class="chat-actions-menu">
        <Menu name={t('act.all')} label={<Icon name="more" />}>
          {hide => (
            <ul>
              {actions.map(({ what, name, icon }) => (
                <li key={what}>
                  <button
                    type="button"
                    onClick={() => {
                      hide()
                      onChoose(what)
                    }}
                  >
                    <Icon name={icon} /> {t(name)}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Menu>
      </div>
    </>
  )
}
