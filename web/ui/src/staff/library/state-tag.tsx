import type { Alarm, EntryState } from '../../api/studio-types'
import { type Key, t } from '../i18n'
import { Icon, type IconName } from '../ui/icons'

const looks: Record<EntryState, [string, IconName]> = {
  published: ['tag-ok', 'check'],
  changed: ['tag-blue', 'edit'],
  draft: ['tag-blue', 'edit'],
  review: ['tag-warn', 'eye'],
  scheduled: ['tag-blue', 'clock'],
  archived: ['', 'pause'],
}

export function StateTag({ state }: { state: EntryState }) {
  const [look, icon] = looks[state]
  return (
    <span class={`tag ${look}`.trim()}>
      <Icon name={icon} size={13} /> {t(`entry_state.${state}` as Key)}
    </span>
  )
}

// Why an entry needs a look.
export function AlarmTags({ alarms }: { alarms: readonly Alarm[] }) {
  return (
    <>
      {alarms.map(({ code, message }) => (
        <span key={`${code} ${message}`} class="tag tag-warn" title={message}>
          {t(`alarm.${code}` as Key)}
        </span>
      ))}
    </>
  )
}
