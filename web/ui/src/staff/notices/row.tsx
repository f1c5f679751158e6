import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { KeptNotice, NoticesApi } from '../../api/notices'
import { type Key, lang, moment, t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed, Notice } from '../ui/notice'
import { say, toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import { useFocusOnChange } from '../ui/use-focus-on-change'
import { EditNotice } from './edit'
import { titleOf } from './form'
import type { Notices } from './list'
import { MailingPart, SendButton } from './mailing'

interface Props {
  notice: KeptNotice
  notices: Notices
  api: NoticesApi
  topics: Map<string, string>
}

// A notice in its list: shown or being edited. The focus stays with it.
export function NoticeRow({ notice, notices, api, topics }: Props) {
  const [editing, setEditing] = useState(false)
  const edit = (on: boolean) => {
    notices.hold(notice, on)
    setEditing(on)
  }
  const root = useRef<HTMLLIElement>(null)
  useFocusOnChange(root, editing ? 'editing' : 'shown')
  useLayoutEffect(() => {
    if (notices.moved !== notice.id) return
    notices.moved = ''
    root.current?.querySelector<HTMLElement>('[data-focus]')?.focus()
  }, [])
  return (
    <li class={`notice-row notice-row-${notice.kind}`} ref={root}>
      {editing ? (
        <EditNotice notices={notices} api={api} read={notice} topics={topics} onClose={() => edit(false)} />
      ) : (
        <Shown notice={notice} notices={notices} topics={topics} onEdit={() => edit(true)} />
      )}
    </li>
  )
}

function Shown({ notice, notices, topics, onEdit }: Omit<Props, 'api'> & { onEdit: () => void }) {
  const [changed, setChanged] = useState('') // by whom, when one wanted to do something
  const { failure, run } = useAct()
  const { title, lang: titleLang } = titleOf(notice, lang.value)
  const { state } = notice
  const all = notices.all.value
  const act = (deed: 'withdraw' | 'restore') =>
    run(async () => {
      const theirs = await notices[deed](notice)
      if (theirs) notices.take(theirs)
      setChanged(theirs?.changed_by ?? '')
      if (theirs) return
      if (deed === 'restore') toast(t('notices.restored'), 'ok')
      else say(t('notices.withdrawn', { title }))
    })
  const button = (name: Key, onClick: () => void, focus = false) => (
    <button
      type="button"
      class="btn btn-outline-primary btn-xs"
      aria-label={`${t(name)}: ${title}`}
      {...(focus && { 'data-focus': true })}
      onClick={onClick}
    >
      {name === 'notices.restore' && <Icon name="undo" size={16} />}
      {t(name)}
    </button>
  )
  return (
    <>
      <div class="notice-row-main">
        <p class="notice-row-kind">{t(`notice_kind.${notice.kind}`)}</p>
        <h3 lang={titleLang}>{title}</h3>
        <p>{t('notices.from_until', { from: moment(notice.from), until: moment(notice.until) })}</p>
        <p class="muted">{placesOf(notice, topics)}</p>
        <p class="muted">{t('notices.by', { name: notice.changed_by, when: moment(notice.changed_at) })}</p>
      </div>
      <p class="card-actions">
        {state === 'withdrawn' ? (
          button('notices.restore', () => act('restore'), true)
        ) : (
          <>
            {button('notices.edit_short', onEdit, true)}
            {state !== 'over' && button('notices.withdraw', () => act('withdraw'))}
            {state !== 'over' && all?.mail && !notice.mailing && (
              <SendButton notice={notice} notices={notices} by="mail" subscribers={all.subscribers} />
            )}
            {state !== 'over' && all?.sms && !notice.sms && (
              <SendButton notice={notice} notices={notices} by="sms" subscribers={all.sms.subscribers} />
            )}
          </>
        )}
      </p>
      <MailingPart notice={notice} notices={notices} by="mail" />
      <MailingPart notice={notice} notices={notices} by="sms" />
      {changed && (
        <Notice tone="warn" title={t('notices.stale', { name: changed })} onDismiss={() => setChanged('')}>
          <p>{t('notices.stale_look')}</p>
        </Notice>
      )}
      {failure && <Failed failure={failure} />}
    </>
  )
}

// "Tasse · www, faq · italiano, inglese"
function placesOf(notice: KeptNotice, topics: Map<string, string>): string {
  const names = notice.topics.map(id => topics.get(id) ?? id)
  const langs = (['it', 'en'] as const).filter(one => notice.texts[one]).map(one => t(`lang.${one}`))
  return [
    names.length > 0 ? names.join(', ') : t('notices.all_topics'),
    notice.entry_points.length > 0 ? notice.entry_points.join(', ') : t('notices.all_places'),
    langs.join(', '),
  ].join(' · ')
}
