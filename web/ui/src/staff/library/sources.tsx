import type { Titled } from '../../api/studio-types'
import { t } from '../i18n'
import { InputField } from '../ui/fields'
import { ListField } from './list-field'

interface Props {
  sources: Titled[]
  error: string | undefined
  onChange: (sources: Titled[]) => void
}

// Where the answer can be read in full.
export function SourcesField({ sources, error, onChange }: Props) {
  return (
    <fieldset class="choices">
      <legend>{t('write.sources')}</legend>
      {error && <p class="field-error">{error}</p>}
      <ListField
        items={sources}
        blank={{ title: '', url: '' }}
        add={t('write.add_source')}
        nameOf={(source, n) => source.title || String(n + 1)}
        onChange={onChange}
      >
        {(source, _, change) => (
          <span class="source-fields">
            <InputField
              label={t('write.source_title')}
              value={source.title}
              onText={title => change({ ...source, title })}
            />
            <InputField
              label={t('write.source_url')}
              value={source.url}
              inputMode="url"
              spellcheck={false}
              onText={url => change({ ...source, url })}
            />
          </span>
        )}
      </ListField>
    </fieldset>
  )
}
