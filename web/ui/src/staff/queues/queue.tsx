import { useState } from 'preact/hooks'
import type { OfficeQueue } from '../../api/office-types'
import { Link } from '../app/link'
import { go, to } from '../app/router'
import { failureOf, session } from '../app/session'
import { lang, t } from '../i18n'
import { Failed, Notice } from '../ui/notice'
import { toast } from '../ui/say'
import { Loaded } from '../ui/states'
import { useForm } from '../ui/use-form'
import { useLoad } from '../ui/use-load'
import { officeApi } from './api'
import { HoursPart, OverflowPart, RoutingPart, SilencePart } from './fields'
import { differences, errorsOf, formOf, type QueueForm, settingsOf } from './form'
import { QueueHead } from './head'
import { Stale } from './stale'

const api = officeApi(session.client)

// What is decided about one queue.
export function QueuePage({ id }: { id: string }) {
  const queues = useLoad(`queues ${lang.value}`, api.queues)
  const queue = queues.value?.find(one => one.id === id)
  return (
    <div class="page">
      <QueueHead id={id} queue={queue} part="settings" />
      <Loaded value={queues.value} failure={queues.failure} onRetry={queues.reload}>
        {all =>
          queue ? (
            <SettingsForm key={queue.id} queue={queue} queues={all} />
          ) : (
            <Notice tone="warn" title={t('queue.missing')} />
          )
        }
      </Loaded>
    </div>
  )
}

function SettingsForm({ queue, queues }: { queue: OfficeQueue; queues: OfficeQueue[] }) {
  const [base, setBase] = useState(queue) // what the form began with, or was told since
  const [form, setForm] = useState(() => formOf(queue))
  const [theirs, setTheirs] = useState<OfficeQueue | undefined>()
  const found = errorsOf(form)
  const change = (part: Partial<QueueForm>) => setForm({ ...form, ...part })

  const { tried, busy, failure, submit } = useForm(Object.keys(found).length === 0, async () => {
    try {
      await api.save(base.id, settingsOf(form, base), base.revision)
      toast(t('queue.saved'), 'ok')
      go(to('queues'))
    } catch (error) {
      if (failureOf(error).code !== 'stale') throw error
      setTheirs(await api.queue(base.id))
    }
  })
  const errors = tried ? found : {}
  const mine = () => {
    if (theirs) setBase(theirs) // saved over what they did
    setTheirs(undefined)
  }
  const take = () => {
    if (theirs) {
      setBase(theirs)
      setForm(formOf(theirs))
    }
    setTheirs(undefined)
  }
  return (
    <form class="queue-form" onSubmit={submit} noValidate>
      {failure && <Failed failure={failure} />}
      {theirs && <Stale differs={differences(form, formOf(theirs))} onMine={mine} onTheirs={take} />}
      <HoursPart form={form} change={change} errors={errors} topic={base.topic_hours} />
      <RoutingPart form={form} change={change} errors={errors} />
      <OverflowPart form={form} change={change} errors={errors} queues={queues.filter(one => one.id !== queue.id)} />
      <SilencePart form={form} change={change} errors={errors} />
      <footer class="form-foot">
        <Link href={to('queues')} class="btn btn-outline-primary btn-sm">
          {t('app.cancel')}
        </Link>
        <button type="submit" class="btn btn-primary btn-sm" aria-disabled={busy || theirs !== undefined}>
          {t(busy ? 'app.saving' : 'app.save')}
        </button>
      </footer>
    </form>
  )
}
