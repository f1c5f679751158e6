import type { Helpline } from '../../api/types'
import { useModel } from './context'
import { Icon } from './icon'
import { NewTab } from './reply'

// Whom to call in distress or danger: before anything else, at any hour.
export function Helplines({ lines }: { lines: Helpline[] }) {
  const { t } = useModel().store
  return (
    <section class="card helplines" aria-label={t('urgent.title')}>
      <h3>{t('urgent.title')}</h3>
      <p>{t('urgent.about')}</p>
      <ul>
        {lines.map(({ name, phone, url, hours, about }) => (
          <li key={name}>
            {phone ? (
              <a class="call" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
                <Icon name="phone" />
                <span>
                  {name} <strong>{phone}</strong>
                </span>
              </a>
            ) : (
              <strong>{name}</strong>
            )}
            <p>{about}</p>
            <p class="muted">
              {hours}
              {url && (
                <>
                  {' · '}
                  <NewTab href={url}>{new URL(url).host}</NewTab>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
