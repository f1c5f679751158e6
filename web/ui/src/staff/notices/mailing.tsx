import { useState } from 'preact/hooks'
import type { KeptNotice, Mailing, MailingDeed } from '../../api/notices'
import { moment, number, t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Failed } from '../ui/notice'
import { say, toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import type { Notices } from './list'

interface Props {
  notice: KeptNotice
  notices: Notices
}

// How far the sending of a notice has come, and what one may do about it.
export function MailingPart({ notice, notices }: Props) {
  const { busy, failure, run } = useAct()
  const { mailing } = notice
  const act = (deed: MailingDeed) =>
    run(async () => {
      await notices.mail(notice, deed)
      say(t(`notice_said.${deed}`))
    })
  if (!mailing) return null
  const total = mailing.sent + mailing.failed + mailing.unsure + mailing.left
  const current = notice.state === 'shown' || notice.state === 'planned'
  const button = (deed: MailingDeed, name: string) => (
    <button type="button" class="btn btn-outline-primary btn-xs" aria-disabled={busy} onClick={() => act(deed)}>
      {name}
    </button>
  )
  return (
    <div class="mailing">
      <p>
        <strong>{t(`mailing.${mailing.state}`)}</strong>{' '}
        <span class="muted">
          {t('notices.mailing_by', { name: mailing.started_by, when: moment(mailing.started_at) })}
        </span>
      </p>
      {mailing.state !== 'done' && (
        <progress aria-label={t('notices.progress')} value={total - mailing.left} max={Math.max(1, total)} />
      )}
      <p>{figures(mailing)}</p>
      {mailing.unsure > 0 && <p class="muted">{t('notices.unsure_about')}</p>}
      <p class="card-actions">
        {mailing.state === 'running' && button('stop', t('notices.stop'))}
        {mailing.state === 'stopped' && current && button('resume', t('notices.resume'))}
        {mailing.unsure > 0 && current && button('send_unsure', t('notices.send_unsure', { n: mailing.unsure }))}
      </p>
      {failure && <Failed failure={failure} />}
    </div>
  )
}

function figures({ sent, failed, unsure, left }: Mailing): string {
  const parts = [t('notices.sent', { n: sent, count: number(sent) })]
  if (failed > 0) parts.push(t('notices.failed', { n: failed, count: number(failed) }))
  if (unsure > 0) parts.push(t('notices.unsure', { n: unsure, count: number(unsure) }))
  if (left > 0) parts.push(t('notices.left', { n: left, count: number(left) }))
  return parts.join(' · ')
}

// Sending cannot be undone: it is asked once more.
export function SendButton({ notice, notices, subscribers }: Props & { subscribers: number }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button type="button" class="btn btn-outline-primary btn-xs" onClick={() => setAsking(true)}>
        {t('notices.send')}
      </button>
      {asking && (
        <SendDialog notice={notice} notices={notices} subscribers={subscribers} onClose={() => setAsking(false)} />
      )}
    </>
  )
}

function SendDialog({ notice, notices, subscribers, onClose }: Props & { subscribers: number; onClose: () => void }) {
  const { busy, failure, run } = useAct()
  const send = async () => {
    const theirs = await notices.mail(notice, 'send')
    if (theirs) notices.take(theirs)
    toast(t(theirs ? 'notices.send_changed' : 'notice_said.send'), theirs ? 'warn' : 'ok')
    onClose()
  }
  return (
    <Dialog title={t('notices.send_title')} onClose={onClose}>
      <div class="dialog-body">
        {failure && <Failed failure={failure} />}
        <p>{t('notices.send_who', { n: subscribers, count: number(subscribers) })}</p>
        <p>{t('notices.send_about')}</p>
      </div>
      <footer class="dialog-foot">
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={onClose}>
          {t('app.cancel')}
        </button>
        <button type="button" data-focus class="btn btn-primary btn-sm" aria-disabled={busy} onClick={() => run(send)}>
          {t('notices.send')}
        </button>
      </footer>
    </Dialog>
  )
}
