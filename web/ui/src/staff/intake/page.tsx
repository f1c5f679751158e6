import { useMemo } from 'preact/hooks'
import { session } from '../app/session'
import { t } from '../i18n'
import { WatchedFolder } from '../library/folder-notice'
import { useTopics } from '../library/use-topics'
import { useMissedDrops } from '../ui/file-drop'
import { Failed } from '../ui/notice'
import { intakeApi } from './api'
import { ColumnPicker } from './columns'
import { Drop } from './drop'
import { Intake } from './intake'
import { Preview } from './preview'
import { Result } from './result'

export function IntakePage() {
  const api = useMemo(() => intakeApi(session.client), [])
  const intake = useMemo(() => new Intake(api), [])
  const topics = useTopics()
  const found = intake.found.value
  useMissedDrops() // at every step: what was read would be lost
  const body = () => {
    if (intake.made.value) return <Result intake={intake} />
    if (found?.needs_columns)
      return <ColumnPicker key={intake.file.value?.name} intake={intake} columns={found.columns} />
    if (found) return <Preview intake={intake} topics={topics.value ?? new Map()} />
    return <Drop intake={intake} />
  }
  return (
    <div class="page page-wide">
      <header class="page-head">
        <h1>{t('nav.import')}</h1>
        <p class="muted">{t('intake.lead')}</p>
      </header>
      <WatchedFolder />
      {intake.failure.value && (
        <Failed failure={intake.failure.value} onDismiss={() => (intake.failure.value = undefined)} />
      )}
      {topics.failure && <Failed failure={topics.failure} onRetry={topics.reload} />}
      {body()}
    </div>
  )
}
