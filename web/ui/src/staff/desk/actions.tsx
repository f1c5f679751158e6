import { Menu } from '../app/menu'
import { type Key, t } from '../i18n'
import { Icon, type IconName } from '../ui/icons'

export type Doing = 'transfer' | 'return' | 'close'

const actions: { what: Doing; name: Key; icon: IconName; key: string }[] = [
  { what: 'transfer', name: 'act.transfer', icon: 'transfer', key: 'Alt+T' },
  { what: 'return', name: 'act.return', icon: 'undo', key: 'Alt+R' },
  { what: 'close', name: 'act.close', icon: 'check', key: 'Alt+C' },
]

// Buttons where there is room, one menu where there is not.
export function ChatActions({ onChoose }: { onChoose: (what: Doing) => void }) {
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
          {close => (
            <ul>
              {actions.map(({ what, name, icon }) => (
                <li key={what}>
                  <button
                    type="button"
                    onClick={() => {
                      close()
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
