import type { ComponentChildren } from 'preact'
import { t } from '../i18n'

interface Props {
  name: string // for who does not see it
  columns: (string | { numbers: string })[]
  actions?: boolean // the last column has buttons
  class?: string
  children: ComponentChildren // the rows; their cells say in data-name what they are, for phones
}

export function Table({ name, columns, actions = false, class: own = '', children }: Props) {
  return (
    <table class={`list ${own}`.trim()}>
      <caption class="visually-hidden">{name}</caption>
      <thead>
        <tr>
          {columns.map(column =>
            typeof column === 'string' ? (
              <th key={column} scope="col">
                {column}
              </th>
            ) : (
              <th key={column.numbers} scope="col" class="num">
                {column.numbers}
              </th>
            ),
          )}
          {actions && (
            <th scope="col">
              <span class="visually-hidden">{t('app.actions')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  )
}
