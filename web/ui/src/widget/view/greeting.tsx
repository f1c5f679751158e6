import { useModel } from './context'
import { Problem } from './notice'
import { Popular } from './popular'

// What an empty conversation shows: how it works, and two ways to begin without writing.
export function Greeting() {
  const { store, questions } = useModel()
  const { t } = store
  const config = store.config.value
  return (
    <div class="greeting">
      <h3 class="hello">{t('greeting.hello')}</h3>
      <p>{t('greeting.about')}</p>
      <Problem />
      {!config && <p class="muted">{t(store.configFailed.value ? 'greeting.failed' : 'greeting.loading')}</p>}
      {config && config.popular.length > 0 && (
        <>
          <h4>{t('greeting.popular')}</h4>
          <Popular popular={config.popular} />
        </>
      )}
      {config && config.topics.length > 0 && (
        <>
          <h4>{t('greeting.topics')}</h4>
          <ul class="chips">
            {config.topics.map(({ id, name, about }) => (
              <li key={id}>
                <button type="button" class="chip" title={about} onClick={() => void questions.ask(name)}>
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
