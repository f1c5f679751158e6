import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { KeptNotice, NoticeKind, NoticesApi } from '../../api/notices'
import { lang, moment, t } from '../i18n'
import { Field } from '../ui/field'
import { Failed, Notice } from '../ui/notice'
import { toast } from '../ui/say'
import { useAct } from '../ui/use-act'
import { PlaceFields, TimeFields, WordsFields } from './fields'
import { draftOf, emptyForm, errorsOf, formOf, type NoticeForm, textsOf, titleOf } from './form'
import type { Notices } from './list'
import { Preview } from './preview'

interface Props {
  notices: Notices
  api: NoticesApi
  read?: KeptNotice // none: a new one
  topics: Map<string, string>
  onClose: () => void
}

// A notice being written, with its preview. Where another editor was quicker, one chooses.
export function EditNotice({ notices, api, read: first, topics, onClose }: Props) {
  const [read] = useState(first) // what the page hears of it later is another's change
  const [form, setForm] = useState<NoticeForm>(() => (read ? formOf(read) : emptyForm(new Date())))
  const [theirs, setTheirs] = useState<KeptNotice | undefined>()
  const [tried, setTried] = useState(false)
  const { busy, failure, run } = useAct()
  const element = useRef<HTMLFormElement>(null)
  const sms = Boolean(notices.all.value?.sms)
  const errors = tried ? errorsOf(form, new Date()) : {}
  useLayoutEffect(() => element.current?.querySelector<HTMLElement>('[data-focus]')?.focus(), [])
  const change = (part: Partial<NoticeForm>) => setForm({ ...form, ...part })
  const save = async () => {
    const conflict = read ? await notices.save(theirs ?? read, draftOf(form)) : void (await notices.add(draftOf(form)))
    setTheirs(conflict ?? undefined)
    if (conflict) return
    toast(t(read ? 'notices.saved' : 'notices.added'), 'ok')
    onClose()
  }
  const submit = (event: Event) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(errorsOf(form, new Date())).length === 0) return run(save)
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }
  const leave = () => {
    if (theirs) notices.take(theirs)
    onClose()
  }
  const until = Number.isNaN(Date.parse(form.until)) ? new Date().toISOString() : new Date(form.until).toISOString()
  return (
    <form
      ref={element}
      class="notice-form"
      aria-label={t(read ? 'notices.edit' : 'notices.new')}
      onSubmit={submit}
      noValidate
    >
      <div class="notice-fields">
        <h2>{t(read ? 'notices.edit' : 'notices.new')}</h2>
        <Kinds kind={form.kind} onKind={kind => change({ kind })} />
        <WordsFields lang="it" words={form.it} error={errors.it} change={it => change({ it })} first sms={sms} />
        <WordsFields lang="en" words={form.en} error={errors.en} change={en => change({ en })} sms={sms} />
        <TimeFields form={form} errors={errors} change={change} />
        <PlaceFields form={form} topics={topics} change={change} />
        {theirs && <Told theirs={theirs} />}
        {failure && <Failed failure={failure} {...(failure.code === 'problems' && { title: 'notices.problems' })} />}
        {failure?.code === 'problems' && <p class="field-error">{failure.message}</p>}
        <p class="card-actions">
          <button type="submit" class="btn btn-primary btn-sm" aria-disabled={busy}>
            {busy ? t('app.saving') : t(theirs ? 'notices.stale_mine' : 'app.save')}
          </button>
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={leave}>
            {t(theirs ? 'notices.stale_theirs' : 'app.cancel')}
          </button>
        </p>
      </div>
      <Preview
        api={api}
        kind={form.kind}
        texts={textsOf(form)}
        until={until}
        topics={form.topics.map(id => topics.get(id) ?? id)}
      />
    </form>
  )
}

const kinds: NoticeKind[] = ['info', 'deadline', 'disruption']

function Kinds({ kind, onKind }: { kind: NoticeKind; onKind: (kind: NoticeKind) => void }) {
  return (
    <Field label={t('notices.kind')} hint={t('notices.kind_hint')}>
      {ids => (
        <select
          {...ids}
          class="form-control"
          value={kind}
          onChange={event => onKind(event.currentTarget.value as NoticeKind)}
        >
          {kinds.map(one => (
            <option key={one} value={one}>
              {t(`notice_kind.${one}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function Told({ theirs }: { theirs: KeptNotice }) {
  const { title } = titleOf(theirs, lang.value)
  return (
    <Notice tone="warn" title={t('notices.stale', { name: theirs.changed_by })}>
      <p>{t('notices.stale_now', { title, from: moment(theirs.from), until: moment(theirs.until) })}</p>
    </Notice>
  )
}
