import { useId } from 'preact/hooks'
import type { Summary } from '../../api/report-types'
import { day as longDay, number, shortDay, t } from '../i18n'
import { Table } from '../ui/table'
import { useNarrow } from '../ui/use-narrow'
import { axisOf, everyNth } from './scale'

const high = 240
const left = 44
const bottom = 26
// Conversations by day, and in the same bar how many became chats with a person. The table
// below says the same in numbers.
export function DayChart({ days }: { days: Summary['by_day'] }) {
  const id = useId()
  return (
    <figure class="chart">
      <figcaption>
        <h2 id={id}>{t('reports.by_day')}</h2>
        <p class="legend">
          <span class="key key-a" /> {t('reports.conversations')} <span class="key key-b" /> {t('reports.with_person')}
        </p>
      </figcaption>
      <Bars days={days} />
      <details>
        <summary>{t('reports.as_table')}</summary>
        <Table
          name={t('reports.by_day')}
          columns={[t('reports.day'), { numbers: t('reports.conversations') }, { numbers: t('reports.with_person') }]}
        >
          {days.map(one => (
            <tr key={one.day}>
              <th scope="row">{longDay(noon(one.day))}</th>
              <td class="num" data-name={t('reports.conversations')}>
                {number(one.conversations)}
              </td>
              <td class="num" data-name={t('reports.with_person')}>
                {number(one.chats)}
              </td>
            </tr>
          ))}
        </Table>
      </details>
    </figure>
  )
}

function Bars({ days }: { days: Summary['by_day'] }) {
  const { top, marks } = axisOf(days.map(one => one.conversations))
  const y = (n: number) => 8 + (high - bottom - 8) * (1 - n / top)
  const wide = useNarrow() ? 380 : 960 // drawn at about its true size, so that the text is readable
  const step = (wide - left) / Math.max(1, days.length)
  const bar = Math.max(2, Math.min(40, step * 0.7))
  const nth = everyNth(days.length, wide / 90)
  return (
    <svg class="bars" viewBox={`0 0 ${wide} ${high}`} role="img">
      <title>{t('reports.by_day')}</title>
      {marks.map(mark => (
        <g key={mark}>
          <line class="grid" x1={left} x2={wide} y1={y(mark)} y2={y(mark)} />
          <text class="axis axis-y" x={left - 8} y={y(mark) + 4}>
            {number(mark)}
          </text>
        </g>
      ))}
      {days.map((one, i) => {
        const x = left + i * step + (step - bar) / 2
        return (
          <g key={one.day}>
            <title>
              {`${shortDay(noon(one.day))}: ${number(one.conversations)} · ${t('reports.with_person')} ${number(one.chats)}`}
            </title>
            <rect class="bar-a" x={x} y={y(one.conversations)} width={bar} height={y(0) - y(one.conversations)} />
            <rect class="bar-b" x={x} y={y(one.chats)} width={bar} height={y(0) - y(one.chats)} />
            {i % nth === 0 && (
              <text class="axis axis-x" x={x + bar / 2} y={high - 6}>
                {shortDay(noon(one.day))}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}

const noon = (day: string) => `${day.slice(0, 10)}T12:00:00`
