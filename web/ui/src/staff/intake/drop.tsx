import { useRef, useState } from 'preact/hooks'
import { HelpLink } from '../app/help-link'
import { lang, t } from '../i18n'
import { Icon } from '../ui/icons'
import type { Intake } from './intake'

const accepted = '.csv,.tsv,.txt,.xlsx,.ods,.html,.htm'

// A file is dropped, or chosen; below stands what may be in it.
export function Drop({ intake }: { intake: Intake }) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0]
    if (file) void intake.read(file)
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same with the keyboard */}
      <div
        class={`intake-drop${over ? ' intake-over' : ''}`}
        onDragOver={() => setOver(true)}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer?.files)
        }}
      >
        <Icon name="save" size={36} />
        <p class="empty-title">{intake.busy.value ? t('intake.reading') : t('intake.drop')}</p>
        <input
          ref={input}
          type="file"
          class="visually-hidden"
          accept={accepted}
          tabIndex={-1}
          aria-hidden="true"
          onChange={event => {
            take(event.currentTarget.files)
            event.currentTarget.value = '' // the same file may be chosen again
          }}
        />
        <button
          type="button"
          class="btn btn-primary btn-sm"
          aria-disabled={intake.busy.value}
          onClick={() => !intake.busy.value && input.current?.click()}
        >
          {t('intake.choose')}
        </button>
        <p class="muted">{t('intake.limits')}</p>
        <HelpLink page="import" />
      </div>
      <Kinds />
    </>
  )
}

function Kinds() {
  return (
    <section class="intake-kinds" aria-labelledby="intake-kinds">
      <h2 id="intake-kinds">{t('intake.kinds')}</h2>
      <div class="intake-kind">
        <h3>{t('intake.table')}</h3>
        <p>{t('intake.table_do')}</p>
        <dl>
          {(['question', 'answer', 'alternates', 'topic', 'lang', 'owner'] as const).map(field => (
            <div key={field}>
              <dt>{t(`heading.${field}`)}</dt>
              <dd>{t(`holds.${field}`)}</dd>
            </div>
          ))}
        </dl>
        <p>{t('intake.two_languages')}</p>
        <ExampleLink />
      </div>
      <div class="intake-kind">
        <h3>{t('intake.web')}</h3>
        <p>{t('intake.web_do')}</p>
        <p>{t('intake.web_found')}</p>
      </div>
    </section>
  )
}

// A table to begin with, which spreadsheets open with its accents.
function ExampleLink() {
  const text = `\ufeff${t('intake.example_table')}\r\n`
  return (
    <a
      class="btn btn-outline-primary btn-sm"
      download={lang.value === 'it' ? 'domande.csv' : 'questions.csv'}
      href={`data:text/csv;charset=utf-8,${encodeURIComponent(text)}`}
    >
      <Icon name="save" size={18} /> {t('intake.example')}
    </a>
  )
}
