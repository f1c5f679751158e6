import { Keys } from '../app/help'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import type { Desk } from './desk'
import { MyProposals } from './proposals'

// What the middle says when no chat is open: what one can do now, and with which key.
export function Welcome({ desk }: { desk: Desk }) {
  const waiting = desk.queues.value.filter(queue => queue.mine).reduce((sum, queue) => sum + queue.waiting, 0)
  const operator = desk.operator.value
  return (
    <div class="welcome">
      <Icon name="chat" size={44} />
      <h1>{t(desk.chats.value.length > 0 ? 'welcome.choose' : 'welcome.title')}</h1>
      {operator ? (
        <>
          <p>{waiting > 0 ? t('welcome.waiting', { n: waiting }) : t('welcome.quiet')}</p>
          {operator.state !== 'available' && <p>{t('welcome.paused')}</p>}
          <dl class="welcome-keys">
            <div>
              <dt>
                <Keys text="Alt+N" />
              </dt>
              <dd>{t('keys.next')}</dd>
            </div>
            <div>
              <dt>
                <Keys text="Alt+↑ / Alt+↓" />
              </dt>
              <dd>{t('keys.switch')}</dd>
            </div>
            <div>
              <dt>
                <Keys text="?" />
              </dt>
              <dd>{t('app.shortcuts').toLowerCase()}</dd>
            </div>
          </dl>
        </>
      ) : (
        <p>{t('welcome.not_operator')}</p>
      )}
      {operator && <MyProposals />}
    </div>
  )
}
