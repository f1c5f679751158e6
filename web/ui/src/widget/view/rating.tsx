import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { useModel } from './context'
import { Icon } from './icon'

const steps = [1, 2, 3, 4, 5] as const
const maxComment = 1000 // as the server's

// How it went, once the chat is over: a number, a word if one wants, or not at all. It may
// be changed for a while.
export function Rating() {
  const { store } = useModel()
  const chat = store.chat.value
  const changing = useSignal(false)
  if (!chat) return null
  const close = () => {
    changing.value = false
  }
  if (chat.rating && !changing.value) {
    return (
      <Thanks
        stars={chat.rating.stars}
        onChange={() => {
          changing.value = true
        }}
      />
    )
  }
  return <RatingForm key={chat.chat} chat={chat.chat} onDone={close} focus={changing.value} />
}

function Thanks({ stars, onChange }: { stars: number; onChange: () => void }) {
  const { t } = useModel().store
  return (
    <div class="rating rating-done">
      <p>
        <Icon name="check" /> {t('rating.thanks', { n: stars })}
      </p>
      <button type="button" class="small" onClick={onChange}>
        {t('rating.change')}
      </button>
    </div>
  )
}

function RatingForm({ chat, onDone, focus }: { chat: string; onDone: () => void; focus: boolean }) {
  const model = useModel()
  const { store } = model
  const { t } = store
  const before = store.chat.value?.rating
  const stars = useSignal(before?.stars ?? 0)
  const comment = useSignal(before?.comment ?? '')
  const form = useRef<HTMLFormElement>(null)
  useLayoutEffect(() => {
    if (focus) form.current?.querySelector<HTMLInputElement>('input:checked')?.focus()
  }, [focus])
  const send = async () => {
    if (stars.value && (await model.rate(chat, stars.value, comment.value))) onDone()
  }
  const skip = () => {
    if (before) onDone()
    else store.notRated.value = chat
  }
  return (
    <form
      ref={form}
      class="rating"
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      <fieldset>
        <legend>{t('rating.ask')}</legend>
        <div class="rating-steps">
          {steps.map(n => (
            <label key={n} class={n <= stars.value ? 'rating-step on' : 'rating-step'} title={t(`rating.${n}`)}>
              <input
                type="radio"
                class="hidden"
                name="rating"
                value={n}
                checked={stars.value === n}
                onChange={() => {
                  stars.value = n
                }}
              />
              <Icon name="star" />
              <span class="hidden">
                {n}: {t(`rating.${n}`)}
              </span>
            </label>
          ))}
        </div>
        <p class="muted rating-word">{stars.value ? t(`rating.${stars.value as 1}`) : t('rating.hint')}</p>
      </fieldset>
      {stars.value > 0 && (
        <label class="rating-comment">
          {t('rating.comment')}
          <textarea
            rows={2}
            maxLength={maxComment}
            value={comment.value}
            onInput={event => {
              comment.value = event.currentTarget.value
            }}
          />
        </label>
      )}
      <div class="actions">
        {stars.value > 0 && (
          <button type="submit" class="small strong">
            {t('rating.send')}
          </button>
        )}
        <button type="button" class="small" onClick={skip}>
          {t('rating.skip')}
        </button>
      </div>
    </form>
  )
}
