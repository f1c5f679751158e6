import type { ComponentChildren } from 'preact'
import type { Lang } from '../../api/types'
import type { Book, Kept, Row } from './book'

// What the pages of items differ in. T is an item as it is kept, D as it is written.
export interface Kind<T extends Kept & D, D> {
  area: 'synonyms' | 'tests' | 'canned' // whose words are used
  book: Book<T, D>
  blank: (lang: Lang) => D
  name: (item: T) => string
  show: (item: T) => ComponentChildren
  theirs: (item: T) => ComponentChildren // what another has made of it
  form: (props: FormProps<D>) => ComponentChildren
}

export interface FormProps<D> {
  label: string
  titled?: boolean // shows the label
  draft: D // to begin with
  save: (draft: D) => Promise<void>
  onCancel: () => void
  saveName?: string
  cancelName?: string
  children?: ComponentChildren // what to know before one saves
}

// How many items of a language there are, without those deleted here.
export const count = <T extends Kept>(rows: Row<T>[], lang: Lang): number =>
  rows.filter(({ item, deleted }) => item.lang === lang && !deleted).length
