import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Failure } from '../../api/client'
import { Link } from '../app/link'
import { to } from '../app/router'
import { failureOf } from '../app/session'
import { date, type Key, known, lang, t } from '../i18n'
import { Field } from '../ui/field'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import type { Conflict, Pair, PairedEntry, Reason } from './api'
import { around, marks } from './marks'

interface Props {
  pair: Pair
  onMerge: () => void
  onDismiss: (pair: Pair, reason: string) => Promise<void>
  onRestore: (pair: Pair) => void
}

export function PairCard({ pair, onMerge, onDismiss, onRestore }: Props) {
  const { a, b } = pair
  const id = useId()
  return (
    <article class="pair-card" aria-labelledby={id}>
      <header class="pair-head">
        <h2 id={id}>
          {a.question} <span class="pair-and">{t('pairs.and')}</span> {b.question}
        </h2>
        <p class="pair-score">{t(sureness(pair.score))}</p>
      </header>
      {pair.conflicts.length > 0 && <Conflicts pair={pair} />}
      <Reasons reasons={pair.reasons} />
      {pair.between.length > 0 && <Between texts={pair.between} />}
      <details class="pair-texts" open={pair.conflicts.length === 0}>
        <summary>{t('pairs.side_by_side')}</summary>
        <div class="pair-sides">
          <Side entry={a} other={b} />
          <Side entry={b} other={a} />
        </div>
      </details>
      {pair.dismissed ? (
        <Dismissed pair={pair} onRestore={() => onRestore(pair)} />
      ) : (
        <Actions pair={pair} onMerge={onMerge} onDismiss={onDismiss} />
      )}
    </article>
  )
}

export function sureness(score: number): Key {
  if (score >= 0.85) return 'pairs.sure_very'
  return score >= 0.7 ? 'pairs.sure_likely' : 'pairs.sure_maybe'
}

function Conflicts({ pair }: { pair: Pair }) {
  return (
    <table class="pair-conflicts">
      <caption>{t('pairs.conflicts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('pairs.about')}</th>
          <th scope="col">{nameOf(pair.a, pair)}</th>
          <th scope="col">{nameOf(pair.b, pair)}</th>
        </tr>
      </thead>
      <tbody>
        {pair.conflicts.map((conflict, i) => (
          <tr key={i}>
            <th scope="row">{known(`pairs.fact_${conflict.type}`) ?? conflict.type}</th>
            <SaidCell said={conflict.a} entry={pair.a} label={nameOf(pair.a, pair)} />
            <SaidCell said={conflict.b} entry={pair.b} label={nameOf(pair.b, pair)} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

// Translations are told apart by their language, others by their question.
const nameOf = (entry: PairedEntry, pair: Pair) =>
  pair.kind === 'translation' ? t(`lang.${entry.lang}`) : entry.question

function SaidCell({ said, entry, label }: { said: Conflict['a']; entry: PairedEntry; label: string }) {
  const [before, fact, after] = around(said.sentence, said.text)
  return (
    <td data-label={label} lang={entry.lang}>
      {said.text ? (
        <>
          {before}
          <mark>{fact}</mark>
          {after}
        </>
      ) : (
        <em lang={lang.value}>{t('pairs.unsaid')}</em>
      )}
    </td>
  )
}

function Reasons({ reasons }: { reasons: Reason[] }) {
  const shown = reasons.filter(reason => reason.kind !== 'between')
  if (shown.length === 0) return null
  return (
    <dl class="pair-reasons">
      {shown.map(({ kind, words }) => (
        <div key={kind}>
          <dt>{t(`pairs.why_${kind}` as Key)}</dt>
          <dd>{words.join(kind === 'alternates' ? ' · ' : ', ')}</dd>
        </div>
      ))}
    </dl>
  )
}

function Between({ texts }: { texts: string[] }) {
  return (
    <details class="pair-between">
      <summary>{t('pairs.between', { n: texts.length })}</summary>
      <ul>
        {texts.map(text => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </details>
  )
}

function Side({ entry, other }: { entry: PairedEntry; other: PairedEntry }) {
  const same = entry.lang === other.lang
  return (
    <section class="pair-side" lang={entry.lang}>
      <h3>{entry.question}</h3>
      <p class="pair-meta" lang={lang.value}>
        {t(`lang.${entry.lang}`)} · {entry.owner} · {date(entry.updated)}
      </p>
      <p class="pair-answer">
        {marks(entry.answer, other.answer, same).map((part, i) =>
          part.own ? <mark key={i}>{part.text}</mark> : part.text,
        )}
      </p>
      {entry.alternates.length > 0 && (
        <p class="pair-meta" lang={lang.value}>
          {t('pairs.alternates', { n: entry.alternates.length })}
        </p>
      )}
    </section>
  )
}

function Dismissed({ pair, onRestore }: { pair: Pair; onRestore: () => void }) {
  if (!pair.dismissed) return null
  const { author, at, reason } = pair.dismissed
  return (
    <div class="pair-actions">
      <p class="pair-said">
        {t('pairs.dismissed_by', { name: author, date: date(at) })} «{reason}»
      </p>
      <button type="button" class="btn btn-outline-primary btn-sm" onClick={onRestore}>
        <Icon name="undo" size={18} /> {t('pairs.restore')}
      </button>
    </div>
  )
}

function Actions({ pair, onMerge, onDismiss }: Omit<Props, 'onRestore'>) {
  const [asking, setAsking] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setAsking(false)
    setTimeout(() => button.current?.focus())
  }
  if (asking) return <Dismissing pair={pair} onDismiss={onDismiss} onClose={close} />
  return (
    <div class="pair-actions">
      {pair.kind === 'duplicate' && (
        <button type="button" class="btn btn-primary btn-sm" onClick={onMerge}>
          {t(pair.a.lang === pair.b.lang ? 'pairs.merge' : 'pairs.link')}
        </button>
      )}
      {[pair.a, pair.b].map(entry => (
        <Link
          key={entry.id}
          class="btn btn-outline-primary btn-sm"
          href={to('library', entry.id)}
          label={t('pairs.open_one', { question: entry.question })}
        >
          {pair.kind === 'translation'
            ? t(`pairs.open_${entry.lang}`)
            : t(entry === pair.a ? 'pairs.open_a' : 'pairs.open_b')}
        </Link>
      ))}
      <button ref={button} type="button" class="btn btn-outline-secondary btn-sm" onClick={() => setAsking(true)}>
        {t(`pairs.dismiss_${pair.kind}`)}
      </button>
    </div>
  )
}

interface DismissingProps {
  pair: Pair
  onDismiss: Props['onDismiss']
  onClose: () => void
}

function Dismissing({ pair, onDismiss, onClose }: DismissingProps) {
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => box.current?.focus(), [])
  const submit = async (event: Event) => {
    event.preventDefault()
    setMissing(reason.trim() === '')
    if (reason.trim() === '') return
    try {
      await onDismiss(pair, reason)
    } catch (error) {
      setFailure(failureOf(error))
    }
  }
  return (
    <form
      class="pair-dismiss"
      onSubmit={submit}
      onKeyDown={event => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <Field
        label={t('pairs.reason')}
        hint={t('pairs.reason_hint')}
        error={missing ? t('pairs.reason_missing') : undefined}
      >
        {ids => (
          <input
            {...ids}
            class="form-control"
            maxLength={500}
            value={reason}
            ref={box}
            onInput={event => setReason(event.currentTarget.value)}
          />
        )}
      </Field>
      {failure && <Failed failure={failure} />}
      <div class="pair-actions">
        <button type="submit" class="btn btn-primary btn-sm">
          {t(`pairs.dismiss_${pair.kind}`)}
        </button>
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={onClose}>
          {t('pairs.cancel')}
        </button>
      </div>
    </form>
  )
}
