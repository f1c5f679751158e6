import type { NoticeKind, ShownNotice } from '../../api/notices'
import type { Lang } from '../../api/types'
import type { Key } from '../../i18n/it'
import { locale } from '../../i18n/translate'
import type { Store } from '../store'
import { Icon, type IconName } from './icon'

const icons: Record<NoticeKind, IconName> = { disruption: 'alert', deadline: 'clock', info: 'source' }
const kinds: Record<NoticeKind, Key> = {
  disruption: 'notices.disruption',
  deadline: 'notices.deadline',
  info: 'notices.info',
}

interface Props {
  notice: ShownNotice
  lang: Lang // the reader's
  t: Store['t']
  folded: boolean
  onFold: (folded: boolean) => void
}

// One notice: its title, and below it the rest unless it is folded away.
export function Announcement({ notice, lang, t, folded, onFold }: Props) {
  const { id, kind, title, html, topics } = notice
  const when = new Intl.DateTimeFormat(locale(lang), { dateStyle: 'long', timeStyle: 'short' })
  return (
    <article class={`announcement ${kind}`} aria-labelledby={`notice-${id}`}>
      <h3>
        <button type="button" aria-expanded={!folded} onClick={() => onFold(!folded)}>
          <Icon name={icons[kind]} />
          <span>
            <small>{t(kinds[kind])}</small>
            <span id={`notice-${id}`} lang={notice.lang}>
              {title || t(kinds[kind])}
            </span>
          </span>
          <span class="turner">
            <Icon name="right" />
          </span>
        </button>
      </h3>
      {!folded && (
        <div class="announcement-body">
          {notice.lang !== lang && (
            <p class="muted">{t(notice.lang === 'it' ? 'notices.only_it' : 'notices.only_en')}</p>
          )}
          <div class="prose" lang={notice.lang} dangerouslySetInnerHTML={{ __html: html }} />
          <p class="muted">
            {topics.length > 0 && `${topics.join(', ')} · `}
            {t('notices.until', { when: when.format(new Date(notice.until)) })}
          </p>
        </div>
      )}
    </article>
  )
}
