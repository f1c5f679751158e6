import { t } from '../i18n'
import { Icon } from './icons'

// In a chat there were words of distress; or in so many of them.
export function UrgentTag({ n }: { n?: number }) {
  return (
    <span class="tag tag-bad">
      <Icon name="warn" size={14} /> {n === undefined ? t('student.urgent') : t('student.urgent_n', { n })}
    </span>
  )
}
