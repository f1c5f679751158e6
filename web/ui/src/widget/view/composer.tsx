import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import { dropTarget } from '../../dom/drop'
import { AttachButton, AttachList } from './attach'
import { useModel } from './context'
import { Icon } from './icon'

const counterFrom = 0.8 // of what is allowed

// The box: a question to Sportello, or a message to the person.
export function Composer() {
  const model = useModel()
  const { store, live } = model
  const { t } = store
  const text = useSignal('')
  const box = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  const talking = store.talking.value
  const left = store.maxText.value - [...text.value].length
  const over = useSignal(false)
  const files = talking ? store.files.value : []
  const coming = files.some(file => file.state === 'sending' || file.state === 'waiting')
  const written = text.value.trim() !== '' || files.some(file => file.state === 'ready')
  const ready = written && left >= 0 && (talking || !store.busy.value)
  const send = () => {
    if (coming) store.announce(t('file.wait'))
    if (!ready || coming) return
    model.submit(text.value.trim())
    text.value = ''
    box.current?.focus()
  }
  return (
    <form
      class={over.value ? 'composer over' : 'composer'}
      {...(talking &&
        dropTarget(
          dropped => live.uploads.add(dropped),
          now => {
            over.value = now
          },
        ))}
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <label class="hidden" for={id}>
        {t(talking ? 'box.message' : 'box.question')}
      </label>
      {over.value && <p class="drop">{t('file.drop')}</p>}
      {talking && <AttachList />}
      <div class="box">
        <textarea
          ref={box}
          id={id}
          rows={1}
          value={text.value}
          placeholder={t(talking ? 'box.message_hint' : 'box.question_hint')}
          aria-describedby={`${id}-left`}
          aria-invalid={left < 0}
          onInput={event => {
            text.value = event.currentTarget.value
            live.typing()
          }}
          onKeyDown={event => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            send()
          }}
        />
        {talking && <AttachButton />}
        <button type="submit" class="send" aria-label={t('box.send')} aria-disabled={!ready || coming}>
          <Icon name="send" />
        </button>
      </div>
      <Under id={`${id}-left`} left={left} />
    </form>
  )
}

// How much room is left, and the way to a person.
function Under({ id, left }: { id: string; left: number }) {
  const { store, questions } = useModel()
  const { t } = store
  return (
    <div class="under">
      <p id={id} class={left < 0 ? 'wrong' : 'muted'}>
        {left < store.maxText.value * (1 - counterFrom) &&
          (left < 0 ? t('box.over', { n: -left }) : t('box.left', { n: left }))}
      </p>
      {!store.talking.value && (
        <button
          type="button"
          class="plain person"
          aria-disabled={store.busy.value}
          onClick={() => void questions.person()}
        >
          <Icon name="person" />
          {t('box.person')}
        </button>
      )}
    </div>
  )
}
