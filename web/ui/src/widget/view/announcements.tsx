import { Announcement } from './announcement'
import { useModel } from './context'

// The notices that hold now, before the greeting and above the conversation.
export function Announcements() {
  const { store, notices } = useModel()
  const { t } = store
  const shown = notices.shown.value
  if (shown.length === 0) return null
  const open = shown.some(notice => !notices.folded(notice))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section class="announcements" aria-label={t('notices.title')} tabIndex={0}>
      {shown.map(notice => (
        <Announcement
          key={`${notice.id} ${notice.revision}`}
          notice={notice}
          lang={store.lang.value}
          t={t}
          folded={notices.folded(notice)}
          onFold={folded => notices.fold(notice, folded)}
        />
      ))}
      {open && notices.subscribe.value && (
        <p class="announcements-mail">
          <a href={notices.subscribe.value} target="_blank" rel="noopener">
            {t('notices.subscribe')} <span class="hidden">{t('answer.new_tab')}</span>
          </a>
        </p>
      )}
    </section>
  )
}
