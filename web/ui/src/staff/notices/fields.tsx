// The parts of a notice's form.
import type { NoticeWords } from '../../api/notices'
import type { Lang } from '../../api/types'
import { type Key, t } from '../i18n'
import { Field } from '../ui/field'
import { maxSms, maxText, maxTitle, type NoticeErrors, type NoticeForm } from './form'

interface WordsProps {
  lang: Lang
  words: NoticeWords
  error: Key | undefined
  change: (words: NoticeWords) => void
  first?: boolean // takes the focus
  sms: boolean // notices also go out by SMS
}

export function WordsFields({ lang, words, error, change, first = false, sms }: WordsProps) {
  const untitled = error === 'notices.need_title' || error === 'notices.need_words'
  return (
    <fieldset class="form-part">
      <legend>{t(`lang.${lang}`)}</legend>
      <Field label={t('notices.title')} error={untitled && error ? t(error) : undefined}>
        {ids => (
          <input
            {...ids}
            {...(first && { 'data-focus': true })}
            lang={lang}
            class="form-control"
            maxLength={maxTitle}
            value={words.title}
            onInput={event => change({ ...words, title: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t('notices.text')} hint={t('notices.text_hint')} error={!untitled && error ? t(error) : undefined}>
        {ids => (
          <textarea
            {...ids}
            lang={lang}
            class="form-control"
            rows={4}
            maxLength={maxText}
            value={words.text}
            onInput={event => change({ ...words, text: event.currentTarget.value })}
          />
        )}
      </Field>
      {sms && (
        <Field label={t('notices.sms')} hint={t('notices.sms_hint')}>
          {ids => (
            <textarea
              {...ids}
              lang={lang}
              class="form-control"
              rows={2}
              maxLength={maxSms}
              value={words.sms ?? ''}
              onInput={event => change({ ...words, sms: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
    </fieldset>
  )
}

interface PartProps {
  form: NoticeForm
  change: (part: Partial<NoticeForm>) => void
}

export function TimeFields({ form, errors, change }: PartProps & { errors: NoticeErrors }) {
  const field = (name: 'from' | 'until', label: Key) => (
    <Field label={t(label)} error={errors[name] && t(errors[name])}>
      {ids => (
        <input
          {...ids}
          type="datetime-local"
          class="form-control"
          value={form[name]}
          onInput={event => change({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  )
  return (
    <fieldset class="form-part">
      <legend>{t('notices.when')}</legend>
      <div class="pair">
        {field('from', 'notices.from')}
        {field('until', 'notices.until')}
      </div>
      <p class="field-hint">{t('notices.when_hint')}</p>
    </fieldset>
  )
}

export function PlaceFields({ form, topics, change }: PartProps & { topics: Map<string, string> }) {
  const tick = (id: string, on: boolean) =>
    change({ topics: on ? [...form.topics, id] : form.topics.filter(one => one !== id) })
  return (
    <fieldset class="form-part">
      <legend>{t('notices.where')}</legend>
      <details class="notice-topics" open={form.topics.length > 0}>
        <summary>
          {form.topics.length === 0 ? t('notices.all_topics') : t('notices.topics', { n: form.topics.length })}
        </summary>
        <div class="notice-ticks">
          {[...topics].map(([id, name]) => (
            <label key={id} class="check">
              <input
                type="checkbox"
                checked={form.topics.includes(id)}
                onChange={event => tick(id, event.currentTarget.checked)}
              />
              {name}
            </label>
          ))}
        </div>
      </details>
      <Field label={t('notices.places')} hint={t('notices.places_hint')}>
        {ids => (
          <input
            {...ids}
            class="form-control"
            spellcheck={false}
            autocapitalize="none"
            value={form.places}
            onInput={event => change({ places: event.currentTarget.value })}
          />
        )}
      </Field>
    </fieldset>
  )
}
