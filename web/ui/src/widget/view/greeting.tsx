import { useModel } from './context'
import { Icon } from './icon'
import { Problem } from './notice'

// What an empty conversation shows: how it works, and two ways to begin without writing.
export function Greeting() {
  const { store, questions } = useModel()
  const { t } = store
  const config = store.config.value
  const ask = (text: string) => void questions.ask(text)
  return (
    <div class="greeting">
      <h3 class="hello">{t('greeting.hello')}</h3>
      <p>{t('greeting.about')}</p>
      <Problem />
      {!config && <p class="muted">{t(store.configFailed.value ? 'greeting.failed' : 'greeting.loading')}</p>}
      {config && config.popular.length > 0 && (
        <>
          <h4>{t('greeting.popular')}</h4>
          <ul class="options">
            {config.popular.map(({ entry, question }) => (
              <li key={entry}>
                <button type="button" class="option" onClick={() => ask(question)}>
                  <span>{question}</span>
                  <Icon name="right" />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {config && config.topics.length > 0 && (
        <>
          <h4>{t('greeting.topics')}</h4>
          <ul class="chips">
            {config.topics.map(({ id, name, about }) => (
              <li key={id}>
                <button type="button" class="chip" title={about} onClick={() => ask(name)}>
                  {name}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
