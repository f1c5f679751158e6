import type { WidgetConfig } from '../../api/types'
import { useModel } from './context'
import { Icon } from './icon'

// Questions that many ask: one is asked with a click.
export function Popular({ popular }: Pick<WidgetConfig, 'popular'>) {
  const { questions } = useModel()
  return (
    <ul class="options">
      {popular.map(({ entry, question }) => (
        <li key={entry}>
          <button type="button" class="option" onClick={() => void questions.ask(question)}>
            <span>{question}</span>
            <Icon name="right" />
          </button>
        </li>
      ))}
    </ul>
  )
}
