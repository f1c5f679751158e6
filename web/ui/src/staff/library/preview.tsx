import { useEffect, useMemo, useRef } from 'preact/hooks'
import { en } from '../../i18n/en'
import { it } from '../../i18n/it'
import { date as longDate, translator } from '../../i18n/translate'
import tokens from '../../style/tokens.css?inline'
import answerSheet from '../../widget/style/answer.css?inline'
import controls from '../../widget/style/controls.css?inline'
import panel from '../../widget/style/panel.css?inline'
import { t } from '../i18n'
import type { EntryEditor } from './editor'
import { ShadowBox } from './shadow-box'

const sheets = [tokens, controls, panel, answerSheet]

// The answer as the student will see it: the widget's own card, in the widget's own styles.
export function Preview({ editor }: { editor: EntryEditor }) {
  const fields = editor.fields.value
  const entry = editor.entry.value
  const lang = (fields?.lang ?? entry?.lang) === 'en' ? 'en' : 'it'
  const owner = fields?.owner ?? entry?.owner ?? ''
  const updated = fields?.updated ?? entry?.updated ?? ''
  const said = translator({ it, en }, () => lang)
  return (
    <section aria-labelledby="preview-title">
      <h2 id="preview-title" class="visually-hidden">
        {t('entry.preview')}
      </h2>
      {editor.previewFailure.value && <p class="field-error">{t('entry.preview_failed')}</p>}
      <ShadowBox sheets={sheets} class="preview-box">
        <article class="card">
          <h3 lang={lang}>{editor.question.value}</h3>
          <Answer html={editor.html.value} lang={lang} />
          <footer class="source">
            <div>
              <p>
                {said('answer.source')}: {editor.question.value}
              </p>
              <p>{said('answer.owner', { owner, date: longDate(updated, lang) })}</p>
              {fields && fields.sources.length > 0 && (
                <>
                  <p>{said('answer.more')}:</p>
                  <ul>
                    {fields.sources.map(({ title, url }) => (
                      <li key={url}>{title}</li>
                    ))}
                  </ul>
                </>
              )}
            </div>
          </footer>
        </article>
      </ShadowBox>
    </section>
  )
}

// The server's own HTML, sanitized there. Its links open beside the page.
export function Answer({ html, lang }: { html: string; lang: string }) {
  const box = useRef<HTMLDivElement>(null)
  const inner = useMemo(() => ({ __html: html }), [html])
  useEffect(() => {
    for (const link of box.current?.querySelectorAll('a[href]') ?? []) {
      link.setAttribute('target', '_blank')
      link.setAttribute('rel', 'noopener')
    }
  }, [html])
  return <div ref={box} class="prose" lang={lang} dangerouslySetInnerHTML={inner} />
}
