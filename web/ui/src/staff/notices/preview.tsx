import { render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { NoticeKind, NoticePreview, NoticeSMS, NoticesApi, NoticeTexts } from '../../api/notices'
import type { Lang } from '../../api/types'
import { en } from '../../i18n/en'
import { it, type Key } from '../../i18n/it'
import { translator } from '../../i18n/translate'
import tokens from '../../style/tokens.css?inline'
import answer from '../../widget/style/answer.css?inline'
import controls from '../../widget/style/controls.css?inline'
import notices from '../../widget/style/notices.css?inline'
import { Announcement } from '../../widget/view/announcement'
import { number, t } from '../i18n'

interface Props {
  api: Pick<NoticesApi, 'preview'>
  kind: NoticeKind
  texts: NoticeTexts
  until: string
  topics: string[] // their names
}

const pauseMs = 300

// The notice as the widget shows it: the widget's own part, with its own style.
export function Preview({ api, kind, texts, until, topics }: Props) {
  const [html, setHtml] = useState<NoticePreview>({})
  const [failed, setFailed] = useState(false)
  const words = JSON.stringify(texts)
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(() => {
      api.preview(texts, stop.signal).then(
        next => {
          setHtml(next)
          setFailed(false)
        },
        () => setFailed(!stop.signal.aborted),
      )
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [words])
  const langs = (['it', 'en'] as const).filter(lang => texts[lang])
  return (
    <section class="notice-preview" aria-labelledby="notice-preview">
      <h3 id="notice-preview">{t('notices.preview')}</h3>
      {failed && <p class="field-error">{t('notices.preview_failed')}</p>}
      {langs.length === 0 && <p class="muted">{t('notices.preview_empty')}</p>}
      {langs.map(lang => (
        <InWidget key={lang} lang={lang}>
          <Announcement
            notice={{
              id: lang,
              revision: 0,
              kind,
              lang,
              title: texts[lang]?.title ?? '',
              html: html[lang] ?? '',
              topics,
              until,
            }}
            lang={lang}
            t={translators[lang]}
            folded={false}
            onFold={() => undefined}
          />
        </InWidget>
      ))}
      {langs.map(lang => html.sms?.[lang] && <Sms key={lang} lang={lang} sms={html.sms[lang]} />)}
    </section>
  )
}

// What goes out by SMS, and what it comes to.
function Sms({ lang, sms }: { lang: Lang; sms: NoticeSMS }) {
  return (
    <div class="notice-sms">
      <p class="notice-sms-text" lang={lang}>
        {sms.text}
      </p>
      <p class="muted">
        {t('notices.sms_segments', { n: sms.segments, length: number(sms.length) })}
        {sms.encoding === 'ucs-2' && ` ${t('notices.sms_letters')}`}
      </p>
    </div>
  )
}

const translators = {
  it: translator<Key>({ it, en }, () => 'it'),
  en: translator<Key>({ it, en }, () => 'en'),
}

// A shadow root as the widget's, so that the staff pages' style does not reach in.
function InWidget({ lang, children }: { lang: Lang; children: preact.ComponentChild }) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!host.current) return
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync([tokens, controls, answer, notices].join('\n'))
    root.adoptedStyleSheets = [sheet]
    render(children, root)
  })
  return <div ref={host} class="notice-preview-frame" lang={lang} />
}
