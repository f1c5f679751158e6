import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Lang } from '../../api/types'
import { Link } from '../app/link'
import { to } from '../app/router'
import { useShortcuts } from '../app/shortcuts'
import { number, t } from '../i18n'
import { Icon } from '../ui/icons'
import { toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import type { Kept, Row } from './book'
import { ItemRow } from './item'
import { count, type Kind } from './kind'

interface Props<T extends Kept & D, D> {
  kind: Kind<T, D>
  lang: Lang
  acts?: ComponentChildren // beside the one that makes a new item
  children: (rows: Row<T>[]) => ComponentChildren
}

// A page of items in two languages, which are edited in place.
export function BookPage<T extends Kept & D, D>({ kind, lang, acts, children }: Props<T, D>) {
  const { area, book } = kind
  const [adding, setAdding] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => void book.load(), [book])
  useShortcuts({ 'Alt+KeyN': () => setAdding(true) })
  const close = () => {
    setAdding(false)
    button.current?.focus()
  }
  return (
    <div class="page">
      <header class="page-head page-head-row">
        <div>
          <h1>{t(`nav.${area}`)}</h1>
          <p class="muted">{t(`${area}.lead`)}</p>
        </div>
        <div class="book-acts">
          <button ref={button} type="button" class="btn btn-primary btn-sm" onClick={() => setAdding(true)}>
            <Icon name="plus" size={18} /> {t(`${area}.new`)} <kbd>Alt+N</kbd>
          </button>
          {acts}
        </div>
      </header>
      <nav class="segments book-langs" aria-label={t(`${area}.langs`)}>
        {(['it', 'en'] as const).map(one => (
          <Link key={one} href={`${to(area)}?lang=${one}`} {...(one === lang && { 'aria-current': 'true' })}>
            {t(`lang.${one}`)} {book.rows.value && `(${number(count(book.rows.value, one))})`}
          </Link>
        ))}
      </nav>
      {adding && <NewItem key={lang} kind={kind} lang={lang} onClose={close} />}
      <Loaded value={book.rows.value} failure={book.failure.value} onRetry={() => void book.load()}>
        {children}
      </Loaded>
    </div>
  )
}

interface NewProps<T extends Kept & D, D> {
  kind: Kind<T, D>
  lang: Lang
  onClose: () => void
}

function NewItem<T extends Kept & D, D>({ kind: { area, book, blank, form }, lang, onClose }: NewProps<T, D>) {
  const save = async (draft: D) => {
    await book.add(draft)
    toast(t(`${area}.added`), 'ok')
    onClose()
  }
  return (
    <div class="book-item book-new">
      {form({
        label: t(lang === 'it' ? `${area}.new_it` : `${area}.new_en`),
        titled: true,
        draft: blank(lang),
        save,
        onCancel: onClose,
      })}
    </div>
  )
}

interface FoundProps<T extends Kept & D, D> {
  kind: Kind<T, D>
  lang: Lang
  rows: Row<T>[]
  found: Row<T>[]
  most?: number // of those found, to be shown
  children?: ComponentChildren // what to do when there are none
}

// The items that were looked for, and how many they are.
export function Found<T extends Kept & D, D>({ kind, lang, rows, found, most, children }: FoundProps<T, D>) {
  const { area } = kind
  return (
    <>
      <p class="muted" role="status">
        {t(`${area}.found`, { n: count(found, lang), all: number(count(rows, lang)) })}
      </p>
      {found.length === 0 ? (
        <Empty icon="search" title={t(`${area}.none`)}>
          <p>{t(`${area}.none_do`)}</p>
          {children}
        </Empty>
      ) : (
        <ul class="book-list">
          {found.slice(0, most).map(row => (
            <ItemRow key={row.key} kind={kind} row={row} />
          ))}
        </ul>
      )}
    </>
  )
}
