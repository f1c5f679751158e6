// What is said aloud by a screen reader without moving the focus: one polite region for
// the whole application. And the short notices that pass by themselves.
import { signal } from '@preact/signals'
import { t } from '../i18n'
import { Icon } from './icons'

interface Toast {
  id: number
  text: string
  tone: 'info' | 'ok' | 'warn'
}

const spoken = signal('')
const toasts = signal<Toast[]>([])
let next = 0

// Saying the same again needs a change of text: an invisible character makes it.
export function say(text: string): void {
  spoken.value = spoken.peek() === text ? `${text}\u200b` : text
}

export function toast(text: string, tone: Toast['tone'] = 'info'): void {
  const id = next++
  toasts.value = [...toasts.peek().slice(-2), { id, text, tone }]
  say(text)
  setTimeout(() => drop(id), 8_000)
}

function drop(id: number): void {
  toasts.value = toasts.peek().filter(one => one.id !== id)
}

export function Says() {
  return (
    <>
      <div class="visually-hidden" aria-live="polite">
        {spoken.value}
      </div>
      {toasts.value.length > 0 && (
        <section class="toasts" aria-label={t('app.notices')}>
          {toasts.value.map(({ id, text, tone }) => (
            <div key={id} class={`toast-item toast-${tone}`}>
              <span>{text}</span>
              <button type="button" class="icon-button" aria-label={t('app.dismiss')} onClick={() => drop(id)}>
                <Icon name="cross" size={16} />
              </button>
            </div>
          ))}
        </section>
      )}
    </>
  )
}
