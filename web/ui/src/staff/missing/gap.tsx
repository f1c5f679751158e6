import { useId, useState } from 'preact/hooks'
import { Link } from '../app/link'
import { to, toTry } from '../app/router'
import { date, type Key, lang, number, percent, shortDay, t } from '../i18n'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { useAct } from '../ui/use-act'
import type { Decision, Gap, MissingApi } from './api'
import { reasons } from './look'

export interface GapActs {
  draft: (gap: Gap, chat: string) => Promise<void>
  word: (gap: Gap) => void
  dismiss: (gap: Gap) => void
  restore: (gap: Gap) => Promise<void>
}

interface Props {
  gap: Gap
  topics: Map<string, string> | undefined
  api: MissingApi
  acts: GapActs
}

export function GapCard({ gap, topics, api, acts }: Props) {
  const id = useId()
  const [reply, setReply] = useState(0)
  const { busy, failure, run } = useAct()
  const settled = gap.decision && !gap.decision.returned
  return (
    <article class="gap-card" aria-labelledby={id}>
      <header class="gap-head">
        <h2 id={id} tabIndex={-1} lang={gap.lang}>
          {gap.question}
        </h2>
        <Cost gap={gap} />
      </header>
      <p class="gap-meta">
        {gap.lang !== lang.value && <span class="tag">{gap.lang.toUpperCase()}</span>}
        {gap.topic && <span>{topics?.get(gap.topic) ?? gap.topic}</span>}
        {reasons.map(reason => {
          const n = gap.reasons[reason] ?? 0
          return n > 0 && <span key={reason}>{t(`missing.count_${reason}` as Key, { n })}</span>
        })}
        <span>{when(gap)}</span>
      </p>
      {gap.decision && <Decided decision={gap.decision} />}
      {gap.answered && <Answered gap={gap} />}
      <div class="gap-sides">
        <Wordings gap={gap} api={api} />
        <Reply gap={gap} at={reply} onChoose={setReply} />
      </div>
      <Nearest gap={gap} />
      {failure && <Failed failure={failure} />}
      <p class="gap-actions">
        {settled ? (
          <button
            type="button"
            class="btn btn-outline-primary btn-sm"
            aria-disabled={busy}
            onClick={() => run(() => acts.restore(gap))}
          >
            <Icon name="undo" size={18} /> {t('missing.restore')}
          </button>
        ) : (
          <>
            <button
              type="button"
              data-draft
              class="btn btn-primary btn-sm"
              aria-disabled={busy}
              onClick={() => run(() => acts.draft(gap, gap.replies[reply]?.chat ?? ''))}
            >
              <Icon name="plus" size={18} /> {t('missing.draft')} <kbd>Alt+B</kbd>
            </button>
            <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => acts.word(gap)}>
              {t('missing.word')} <kbd>Alt+A</kbd>
            </button>
            <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => acts.dismiss(gap)}>
              {t('missing.dismiss')} <kbd>Alt+X</kbd>
            </button>
          </>
        )}
      </p>
    </article>
  )
}

function when({ first_at, last_at }: Gap): string {
  const [from, until] = [shortDay(first_at), shortDay(last_at)]
  return from === until ? date(last_at) : t('missing.between', { from, until })
}

function Cost({ gap }: { gap: Gap }) {
  return (
    <p class="gap-cost">
      <span>
        <strong>{number(gap.students)}</strong> {t('missing.students', { n: gap.students })}
      </span>
      {gap.minutes > 0 && (
        <span>
          <strong>{number(gap.minutes)}</strong> {t('missing.minutes', { n: gap.minutes })}
        </span>
      )}
    </p>
  )
}

function Decided({ decision }: { decision: Decision }) {
  const { kind, author, at, entry, question, reason, returned, returns_after } = decision
  return (
    <p class={returned ? 'gap-said gap-returned' : 'gap-said'}>
      {t(`missing.was_${kind}` as Key, { name: author, date: date(at) })}{' '}
      {entry && <Link href={to('library', entry)}>{question ?? entry}</Link>} {reason && <>«{reason}»</>}{' '}
      {returned ? t('missing.returned') : t('missing.returns', { n: returns_after })}
    </p>
  )
}

// The library has learned to answer meanwhile, or always could.
function Answered({ gap }: { gap: Gap }) {
  const entry = gap.nearest.find(near => near.entry === gap.answered)
  return (
    <p class="gap-said gap-answered">
      <Icon name="check" size={18} /> {t('missing.answered')}{' '}
      <Link href={to('library', gap.answered)}>{entry?.question ?? gap.answered ?? ''}</Link>.{' '}
      <Link href={toTry(gap.question, gap.lang)}>{t('missing.try')}</Link>
    </p>
  )
}

function Wordings({ gap, api }: { gap: Gap; api: MissingApi }) {
  const [all, setAll] = useState<Gap['wordings']>()
  const { failure, run } = useAct()
  const shown = all ?? gap.wordings
  return (
    <section class="gap-side">
      <h3>{t('missing.wordings', { n: gap.distinct })}</h3>
      <ul class="gap-wordings" lang={gap.lang}>
        {shown.map(({ key, text, students }) => (
          <li key={key}>
            {text} {students > 1 && <span class="muted">× {number(students)}</span>}
          </li>
        ))}
      </ul>
      {failure && <Failed failure={failure} />}
      {!all && gap.distinct > gap.wordings.length && (
        <button
          type="button"
          class="btn-plain"
          onClick={() => run(async () => setAll((await api.gap(gap.key)).wordings))}
        >
          {t('missing.all_wordings', { n: gap.distinct })}
        </button>
      )}
    </section>
  )
}

function Reply({ gap, at, onChoose }: { gap: Gap; at: number; onChoose: (at: number) => void }) {
  const reply = gap.replies[at]
  return (
    <section class="gap-side">
      <h3>{t('missing.reply')}</h3>
      {reply ? (
        <>
          <p class="gap-reply" lang={gap.lang}>
            {reply.text}
          </p>
          {gap.replies.length > 1 && (
            <p class="gap-turn">
              <span class="muted">
                {t('missing.reply_of', { n: at + 1, all: gap.replies.length, date: date(reply.at) })}
              </span>{' '}
              <button type="button" class="btn-plain" onClick={() => onChoose((at + 1) % gap.replies.length)}>
                {t('missing.other_reply')}
              </button>
            </p>
          )}
        </>
      ) : (
        <p class="muted">{t('missing.no_reply')}</p>
      )}
    </section>
  )
}

function Nearest({ gap }: { gap: Gap }) {
  if (gap.nearest.length === 0) return null
  return (
    <details class="gap-near">
      <summary>{t('missing.nearest', { n: gap.nearest.length })}</summary>
      <ul>
        {gap.nearest.map(near => (
          <li key={near.entry}>
            <Link href={to('library', near.entry)}>{near.question}</Link>{' '}
            <span class="muted">
              {[
                near.confidence > 0 && t('missing.sure', { share: percent(near.confidence) }),
                near.named > 0 && t('missing.named', { n: near.named }),
                near.rejected > 0 && t('missing.rejected', { n: near.rejected }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
