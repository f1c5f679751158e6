import { HelpLink } from '../app/help-link'
import { lang, t } from '../i18n'
import { FileDrop } from '../ui/file-drop'
import { Icon } from '../ui/icons'
import type { Intake } from './intake'

const accepted = '.csv,.tsv,.txt,.xlsx,.ods,.html,.htm'

// A file is dropped, or chosen; below stands what may be in it.
export function Drop({ intake }: { intake: Intake }) {
  const busy = intake.busy.value
  return (
    <>
      <FileDrop
        icon="save"
        title={t(busy ? 'intake.reading' : 'intake.drop')}
        accept={accepted}
        choose={t('intake.choose')}
        busy={busy}
        onFile={file => void intake.read(file)}
      >
        <p class="muted">{t('intake.limits')}</p>
        <HelpLink page="import" />
      </FileDrop>
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
