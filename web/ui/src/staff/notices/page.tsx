import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { type KeptNotice, NoticesApi } from '../../api/notices'
import { session } from '../app/session'
import { type Key, number, t } from '../i18n'
import { useTopics } from '../library/use-topics'
import { Icon } from '../ui/icons'
import { Empty, Loaded } from '../ui/states'
import { EditNotice } from './edit'
import { Notices } from './list'
import { NoticeRow } from './row'

const lookMs = 30_000 // a notice begins or ends, or another editor wrote one
const lookMailMs = 2_000 // while letters go out

export function NoticesPage() {
  const api = useMemo(() => new NoticesApi(session.client), [])
  const notices = useMemo(() => new Notices(api), [])
  const topics = useTopics().value
  const [adding, setAdding] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const all = notices.all.value
  const sending = all?.notices.some(one => [one.mailing, one.sms].some(way => way?.state === 'running')) ?? false
  useEffect(() => {
    void notices.load()
    const timer = setInterval(() => void notices.load(), sending ? lookMailMs : lookMs)
    return () => clearInterval(timer)
  }, [notices, sending])
  const close = () => {
    setAdding(false)
    button.current?.focus()
  }
  const shared = { notices, api, topics: topics ?? new Map<string, string>() }
  return (
    <div class="page">
      <header class="page-head page-head-row">
        <div>
          <h1>{t('nav.notices')}</h1>
          <p class="muted">{t('notices.lead')}</p>
          {all && (
            <p class="muted">
              {all.mail
                ? t('notices.subscribers', { n: all.subscribers, count: number(all.subscribers) })
                : t('notices.no_mail')}
              {all.sms &&
                ` ${t('notices.subscribers_sms', { n: all.sms.subscribers, count: number(all.sms.subscribers) })}`}
            </p>
          )}
        </div>
        <button ref={button} type="button" class="btn btn-primary btn-sm" onClick={() => setAdding(true)}>
          <Icon name="plus" size={18} /> {t('notices.new')}
        </button>
      </header>
      {adding && <EditNotice {...shared} onClose={close} />}
      <Loaded value={all} failure={notices.failure.value} onRetry={() => void notices.load()}>
        {list => (list.notices.length === 0 ? !adding && <Teaching /> : <Groups list={list.notices} shared={shared} />)}
      </Loaded>
    </div>
  )
}

const groups: { state: KeptNotice['state']; name: Key }[] = [
  { state: 'shown', name: 'notices.shown' },
  { state: 'planned', name: 'notices.planned' },
  { state: 'withdrawn', name: 'notices.withdrawn_ones' },
  { state: 'over', name: 'notices.over' },
]

function Groups({
  list,
  shared,
}: {
  list: KeptNotice[]
  shared: { notices: Notices; api: NoticesApi; topics: Map<string, string> }
}) {
  return (
    <>
      {groups.map(({ state, name }) => {
        const some = list.filter(notice => shared.notices.groupOf(notice) === state)
        if (some.length === 0) return null
        return (
          <section key={state} class="notice-group" aria-labelledby={`notices-${state}`}>
            <h2 id={`notices-${state}`}>
              {t(name)} ({number(some.length)})
            </h2>
            <ul class="notice-rows">
              {some.map(notice => (
                <NoticeRow key={notice.id} notice={notice} {...shared} />
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}

function Teaching() {
  return (
    <Empty icon="bell" title={t('notices.empty')} help="notices">
      <p>{t('notices.empty_about')}</p>
      <p>{t('notices.empty_do')}</p>
    </Empty>
  )
}
