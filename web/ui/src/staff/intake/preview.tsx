import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n'
import { Field } from '../ui/field'
import type { Intake } from './intake'
import { ProposalRow } from './row'

// What would be made of the file: looked through, mended, left out.
export function Preview({ intake, topics }: { intake: Intake; topics: Map<string, string> }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const rows = useRef<HTMLTableSectionElement>(null)
  const [told, setTold] = useState(0) // how often somebody wanted to make what cannot be made
  const all = intake.rows.value
  const chosen = intake.chosen.value.length
  useEffect(() => heading.current?.focus(), [])
  useEffect(() => {
    if (told > 0) rows.current?.querySelector<HTMLElement>('[data-stuck]')?.focus()
  }, [told])
  const make = () => {
    if (intake.busy.value || chosen === 0) return
    if (intake.stuck() < 0) void intake.make()
    else setTold(told + 1)
  }
  const there = all.filter(({ proposal }) => proposal.duplicate && proposal.duplicate.how !== 'like').length
  return (
    <section aria-labelledby="intake-found">
      <h2 id="intake-found" ref={heading} tabIndex={-1}>
        {t('intake.found', { n: all.length, file: intake.file.value?.name ?? '' })}
      </h2>
      <p class="muted">
        {t(`kind.${kindOf(intake.found.value?.kind)}`)}
        {there > 0 && ` ${t('intake.there', { n: there })}`}
      </p>
      <TopicForAll intake={intake} topics={topics} />
      <table class="list intake-table">
        <thead>
          <tr>
            <th scope="col">
              <label class="check">
                <input
                  type="checkbox"
                  checked={chosen === all.length}
                  onChange={event => intake.chooseAll(event.currentTarget.checked)}
                />
                <span>{t('intake.make_it')}</span>
              </label>
            </th>
            <th scope="col">{t('intake.question')}</th>
            <th scope="col">{t('intake.topic')}</th>
            <th scope="col">{t('intake.notes')}</th>
          </tr>
        </thead>
        <tbody ref={rows}>
          {all.map((row, i) => (
            <ProposalRow
              key={row.proposal.id}
              row={row}
              topics={topics}
              told={told > 0}
              onChange={change => intake.change(i, change)}
            />
          ))}
        </tbody>
      </table>
      <div class="intake-bar">
        <p role="status">
          {told > 0 && intake.stuck() >= 0 ? t('intake.stuck') : t('intake.left_out', { n: all.length - chosen })}
        </p>
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => intake.again()}>
          {t('intake.other_file')}
        </button>
        <button
          type="button"
          class="btn btn-primary btn-sm"
          aria-disabled={intake.busy.value || chosen === 0}
          onClick={make}
        >
          {t('intake.make', { n: chosen })}
        </button>
      </div>
    </section>
  )
}

function kindOf(kind = ''): 'table' | 'faqpage' | 'headings' {
  if (kind === 'faqpage' || kind === 'microdata') return 'faqpage'
  return kind === 'headings' ? 'headings' : 'table'
}

function TopicForAll({ intake, topics }: { intake: Intake; topics: Map<string, string> }) {
  const [every, setEvery] = useState(false)
  const without = intake.rows.value.filter(row => !row.topic).length
  return (
    <div class="intake-all">
      <Field label={t(every || without === 0 ? 'intake.topic_all' : 'intake.topic_rest', { n: without })}>
        {ids => (
          <select
            {...ids}
            class="form-control"
            value=""
            onChange={event => {
              intake.topicForAll(event.currentTarget.value, every || without === 0)
              event.currentTarget.value = ''
            }}
          >
            <option value="">{t('intake.topic_choose')}</option>
            {[...topics].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {without > 0 && without < intake.rows.value.length && (
        <label class="check">
          <input type="checkbox" checked={every} onChange={event => setEvery(event.currentTarget.checked)} />
          <span>{t('intake.topic_every')}</span>
        </label>
      )}
    </div>
  )
}
