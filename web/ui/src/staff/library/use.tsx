import { useMemo } from 'preact/hooks'
import type { MonthUse } from '../../api/studio-types'
import { session } from '../app/session'
import { lang, monthName, number, percent, t } from '../i18n'
import { Empty, Loaded } from '../ui/states'
import { Table } from '../ui/table'
import { useLoad } from '../ui/use-load'
import { libraryApi } from './api'

// How an entry served students: a table by month, with a bar in each row for the eye.
export function UsePart({ id }: { id: string }) {
  const api = useMemo(() => libraryApi(session.client), [])
  const use = useLoad(`use ${id} ${lang.value}`, () => api.use(id))
  return (
    <Loaded value={use.value} failure={use.failure} onRetry={use.reload}>
      {months =>
        months.every(month => month.shown === 0) ? (
          <Empty icon="chart" title={t('use.none')}>
            <p>{t('use.none_about')}</p>
          </Empty>
        ) : (
          <Months months={months} />
        )
      }
    </Loaded>
  )
}

function Months({ months }: { months: MonthUse[] }) {
  const most = Math.max(1, ...months.map(month => month.shown))
  return (
    <Table
      name={t('use.name')}
      class="use"
      columns={[
        t('use.month'),
        { numbers: t('use.shown') },
        { numbers: t('use.helped') },
        { numbers: t('use.rejected') },
        { numbers: t('use.handed_over') },
        { numbers: t('use.rate') },
      ]}
    >
      {months.toReversed().map(month => (
        <tr key={month.month}>
          <th scope="row">{monthName(`${month.month}-15T12:00:00`)}</th>
          <td class="num" data-name={t('use.shown')}>
            <meter class="use-bar" min={0} max={most} value={month.shown} aria-hidden="true" />
            {number(month.shown)}
          </td>
          <td class="num" data-name={t('use.helped')}>
            {number(month.helped)}
          </td>
          <td class="num" data-name={t('use.rejected')}>
            {number(month.rejected)}
          </td>
          <td class="num" data-name={t('use.handed_over')}>
            {number(month.handed_over)}
          </td>
          <td class="num" data-name={t('use.rate')}>
            {rate(month)}
          </td>
        </tr>
      ))}
    </Table>
  )
}

// Of those who said whether it helped.
function rate({ helped, rejected }: MonthUse): string {
  return helped + rejected > 0 ? percent(helped / (helped + rejected)) : '–'
}
