import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../i18n'
import { Icon } from '../ui/icons'
import { say } from '../ui/say'

interface Props<T> {
  items: T[]
  blank: T
  add: string // the button's words
  nameOf: (item: T, n: number) => string
  onChange: (items: T[]) => void
  children: (item: T, n: number, change: (item: T) => void) => ComponentChildren
}

// A list that is added to, shortened and put in order, with the mouse or the keys: Alt with
// the arrows moves the item one is in, Enter begins the next.
export function ListField<T>({ items, blank, add, nameOf, onChange, children }: Props<T>) {
  const list = useRef<HTMLOListElement>(null)
  const wanted = useRef<number | undefined>(undefined)
  useLayoutEffect(() => {
    if (wanted.current === undefined) return
    list.current?.children[wanted.current]?.querySelector<HTMLElement>('input')?.focus()
    wanted.current = undefined
  })
  const focus = (n: number) => {
    wanted.current = n // once the list is drawn, before the next key can come
  }
  const insert = (n: number) => {
    focus(n)
    onChange([...items.slice(0, n), blank, ...items.slice(n)])
  }
  const remove = (n: number) => {
    focus(Math.max(0, Math.min(n, items.length - 2)))
    onChange(items.filter((_, i) => i !== n))
    say(t('list.removed', { name: nameOf(items[n] as T, n) }))
  }
  const move = (n: number, to: number) => {
    if (to < 0 || to >= items.length) return
    const rest = items.filter((_, i) => i !== n)
    focus(to)
    onChange([...rest.slice(0, to), items[n] as T, ...rest.slice(to)])
    say(t('list.moved', { n: to + 1, all: items.length }))
  }
  const onKey = (event: KeyboardEvent, n: number) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (event.altKey && by) move(n, n + by)
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) insert(n + 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div class="list-field">
      <ol ref={list}>
        {items.map((item, n) => (
          <li key={n} onKeyDown={event => onKey(event, n)}>
            {children(item, n, next => onChange(items.map((one, i) => (i === n ? next : one))))}
            <span class="list-buttons">
              <button
                type="button"
                class="icon-button"
                aria-label={t('list.up', { name: nameOf(item, n) })}
                aria-disabled={n === 0}
                onClick={() => move(n, n - 1)}
              >
                <Icon name="up" size={16} />
              </button>
              <button
                type="button"
                class="icon-button"
                aria-label={t('list.down', { name: nameOf(item, n) })}
                aria-disabled={n === items.length - 1}
                onClick={() => move(n, n + 1)}
              >
                <Icon name="down" size={16} />
              </button>
              <button
                type="button"
                class="icon-button"
                aria-label={t('list.remove', { name: nameOf(item, n) })}
                onClick={() => remove(n)}
              >
                <Icon name="cross" size={16} />
              </button>
            </span>
          </li>
        ))}
      </ol>
      <button type="button" class="btn btn-outline-primary btn-xs" onClick={() => insert(items.length)}>
        <Icon name="plus" size={16} /> {add}
      </button>
    </div>
  )
}
