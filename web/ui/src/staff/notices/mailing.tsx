import { useState } from 'preact/hooks'
import type { Channel, KeptNotice, Mailing, MailingDeed } from '../../api/notices'
import { moment, number, t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { Failed } from '../ui/notice'
import { say, toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import type { Notices } from './list'

interface Props {
  notice: KeptNotice
  notices: Notices
  by: Channel
}

// How far the sending of a notice has come, and what one may do about it.
export function MailingPart({ notice, notices, by }: Props) {
  const { busy, failure, run } = useAct()
  const mailing = by === 'sms' ? notice.sms : notice.mailing
  const act = (deed: MailingDeed) =>
    run(async () => {
      await notices.mail(notice, deed, by)
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
        <strong>{t(`${by === 'sms' ? 'texting' : 'mailing'}.${mailing.state}`)}</strong>{' '}
        <span class="muted">
          {t('notices.mailing_by', { name: mailing.started_by, when: moment(mailing.started_at) })}
        </span>
      </p>
      {mailing.state !== 'done' && (
        <progress
          aria-label={t(by === 'sms' ? 'notices.progress_sms' : 'notices.progress')}
          value={total - mailing.left}
          max={Math.max(1, total)}
        />
      )}
      <p>{figures(mailing)}</p>
      {mailing.unsure > 0 && (
        <p class="muted">{t(by === 'sms' ? 'notices.unsure_about_sms' : 'notices.unsure_about')}</p>
      )}
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
export function SendButton({ notice, notices, by, subscribers }: Props & { subscribers: number }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <button type="button" class="btn btn-outline-primary btn-xs" onClick={() => setAsking(true)}>
        {t(by === 'sms' ? 'notices.send_sms' : 'notices.send')}
      </button>
      {asking && (
        <SendDialog
          notice={notice}
          notices={notices}
          by={by}
          subscribers={subscribers}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function SendDialog({
  notice,
  notices,
  by,
  subscribers,
  onClose,
}: Props & { subscribers: number; onClose: () => void }) {
  const { busy, failure, run } = useAct()
  const sms = by === 'sms'
  const send = async () => {
    const theirs = await notices.mail(notice, 'send', by)
    if (theirs) notices.take(theirs)
    toast(t(theirs ? 'notices.send_changed' : 'notice_said.send'), theirs ? 'warn' : 'ok')
    onClose()
  }
  return (
    <Dialog title={t(sms ? 'notices.send_title_sms' : 'notices.send_title')} onClose={onClose}>
      <div class="dialog-body">
        {failure && <Failed failure={failure} />}
        <p>{t('notices.send_who', { n: subscribers, count: number(subscribers) })}</p>
        {sms && <p>{t('notices.send_cost', { n: notices.all.value?.sms?.max_recipients ?? 0 })}</p>}
        <p>{t('notices.send_about')}</p>
      </div>
      <footer class="dialog-foot">
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={onClose}>
          {t('app.cancel')}
        </button>
        <button type="button" data-focus class="btn btn-primary btn-sm" aria-disabled={busy} onClick={() => run(send)}>
          {t(sms ? 'notices.send_sms' : 'notices.send')}
        </button>
      </footer>
    </Dialog>
  )
}
