import type { Ways } from '../../api/types'
import { useModel } from './context'
import { Icon } from './icon'
import { Popular } from './popular'

// A line that is full: said as it is, with the ways that are left before the request.
export function FullLine({ ways }: { ways: Ways }) {
  const model = useModel()
  const { store } = model
  const { t } = store
  return (
    <>
      <p class="closed">
        <Icon name="clock" />
        <span>
          <strong>{t('full.title')}.</strong> {t('full.about', { n: ways.max_wait ?? 30 })}
        </span>
      </p>
      {!store.callback.value && (
        <button type="button" class="primary way" onClick={() => void model.callBack(ways.queue)}>
          <Icon name="chat" />
          <span>
            {t('full.call')}
            <small>{t('full.call_about')}</small>
          </span>
        </button>
      )}
    </>
  )
}

export function BookButton({ ways, turn }: { ways: Ways; turn: number }) {
  const model = useModel()
  const { t } = model.store
  return (
    <button type="button" class="secondary way" onClick={() => void model.offer(ways.queue, turn)}>
      <Icon name="clock" />
      <span>
        {t('full.book')}
        <small>{t('full.book_about')}</small>
      </span>
    </button>
  )
}

// What most ask at the moment: for many who would wait it is the answer.
export function Meanwhile() {
  const { store } = useModel()
  const popular = store.config.value?.popular ?? []
  if (popular.length === 0) return null
  return (
    <>
      <h4 class="meanwhile">{store.t('full.popular')}</h4>
      <Popular popular={popular} />
    </>
  )
}
