import { useId } from 'preact/hooks'
import type { Ways } from '../../api/types'
import { useModel } from './context'

interface Props {
  ways: Ways
  open: boolean // nobody knows yet what it is about
  onChoose: (queue: string) => void
}

// What it is about, which decides who answers: what was understood, or a question where
// nothing was said that would tell. Who can't say either goes to whom the office names.
export function WaysTopic({ ways: { queue, queue_name }, open, onChoose }: Props) {
  const { store } = useModel()
  const { t } = store
  const id = useId()
  const topics = store.config.value?.topics ?? []
  const known = topics.some(topic => topic.id === queue)
  return (
    <p class="ways-topic">
      <label for={id}>{t(open ? 'ways.which' : 'ways.topic')}</label>
      <select id={id} value={open ? '' : queue} onChange={event => onChoose(event.currentTarget.value)}>
        {open && (
          <option value="" disabled>
            {t('ways.choose')}
          </option>
        )}
        {!known && !open && <option value={queue}>{queue_name}</option>}
        {topics.map(topic => (
          <option key={topic.id} value={topic.id}>
            {topic.name}
          </option>
        ))}
        {open && <option value={queue}>{t('ways.other')}</option>}
      </select>
    </p>
  )
}
