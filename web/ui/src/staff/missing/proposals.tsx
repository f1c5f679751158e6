import { useState } from 'preact/hooks'
import type { Suggestion } from '../../api/staff-types'
import type { EntrySummary } from '../../api/studio-types'
import { Link } from '../app/link'
import { go, to } from '../app/router'
import { date, t } from '../i18n'
import { EntryPicker } from '../library/entry-picker'
import { InputField } from '../ui/fields'
import { Icon } from '../ui/icons'
import { Failed } from '../ui/notice'
import { toast } from '../ui/say'
import { Empty, Loaded } from '../ui/states'
import { type Undo, UndoBar } from '../ui/undo'
import { useAct } from '../ui/use-act'
import { useLoad } from '../ui/use-load'
import type { MissingApi } from './api'
import { ReasonDialog } from './reason-dialog'

interface Props {
  api: MissingApi
  topics: Map<string, string> | undefined
  entries: EntrySummary[]
}

// What closed chats propose: a phrasing for an entry, or an entry that is missing.
export function Proposals({ api, topics, entries }: Props) {
  const load = useLoad('proposals', api.proposals)
  const [declining, setDeclining] = useState<Suggestion>()
  const [undo, setUndo] = useState<Undo>()
  const drop = (one: Suggestion) => load.set((load.value ?? []).filter(other => other.id !== one.id))
  const acts = {
    add: async (one: Suggestion, entry: string, text: string) => {
      await api.settle(one.id, { state: 'accepted', entry, text })
      drop(one)
      toast(t('proposals.accepted'), 'ok')
    },
    begin: async (one: Suggestion, text: string) => {
      const { entry } = await api.settle(one.id, { state: 'accepted', new: true, text })
      toast(t('missing.drafted'), 'ok')
      if (entry) go(to('library', entry))
    },
    decline: setDeclining,
  }
  const decline = async (one: Suggestion, reason: string) => {
    await api.settle(one.id, { state: 'declined', reason })
    drop(one)
    setUndo({
      text: t('proposals.declined'),
      back: async () => {
        await api.settle(one.id, { state: 'open' })
        load.reload()
      },
    })
  }
  return (
    <>
      <p class="muted missing-about">{t('proposals.lead')}</p>
      {undo && <UndoBar undo={undo} onClose={() => setUndo(undefined)} />}
      <Loaded value={load.value} failure={load.failure} onRetry={load.reload}>
        {open =>
          open.length === 0 ? (
            <Empty icon="bulb" title={t('proposals.none')} help="missing">
              <p>{t('proposals.none_about')}</p>
            </Empty>
          ) : (
            <ul class="cards">
              {open.map(one => (
                <Card
                  key={one.id}
                  proposal={one}
                  topic={topics?.get(one.topic) ?? one.topic}
                  entries={entries}
                  acts={acts}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {declining && (
        <ReasonDialog
          title={t('proposals.decline_title')}
          about={t('proposals.decline_about', { name: declining.author })}
          label={t('missing.why')}
          act={t('proposals.decline')}
          needed={t('proposals.need_reason')}
          onSend={reason => decline(declining, reason)}
          onClose={() => setDeclining(undefined)}
        />
      )}
    </>
  )
}

interface CardProps {
  proposal: Suggestion
  topic: string
  entries: EntrySummary[]
  acts: {
    add: (one: Suggestion, entry: string, text: string) => Promise<void>
    begin: (one: Suggestion, text: string) => Promise<void>
    decline: (one: Suggestion) => void
  }
}

function Card({ proposal, topic, entries, acts }: CardProps) {
  const [entry, setEntry] = useState(proposal.entry ?? '')
  const [text, setText] = useState(proposal.text)
  const [choosing, setChoosing] = useState(false)
  const { busy, failure, run } = useAct()
  const fresh = proposal.kind === 'entry'
  const question = entries.find(one => one.id === entry)?.question ?? proposal.entry_question ?? entry
  return (
    <li class="card-item">
      <p class="card-kind">
        <span class={fresh ? 'tag tag-warn' : 'tag tag-blue'}>
          {t(fresh ? 'proposals.entry' : 'proposals.alternate')}
        </span>{' '}
        <span class="tag">{proposal.lang.toUpperCase()}</span> {topic}
      </p>
      <h2 class="card-title" lang={proposal.lang}>
        «{proposal.text}»
      </h2>
      {proposal.note && <p class="card-note">{proposal.note}</p>}
      <p class="muted">{t('proposals.by', { name: proposal.author, date: date(proposal.created_at) })}</p>
      {proposal.reply && (
        <details class="gap-near">
          <summary>{t('missing.reply')}</summary>
          <p class="gap-reply" lang={proposal.lang}>
            {proposal.reply}
          </p>
        </details>
      )}
      <InputField
        label={t('proposals.words')}
        hint={t('proposals.words_hint')}
        value={text}
        lang={proposal.lang}
        maxLength={200}
        onText={setText}
      />
      {entry && (
        <p>
          {t('proposals.for')} <Link href={to('library', entry)}>{question}</Link>
        </p>
      )}
      {failure && <Failed failure={failure} />}
      {choosing && (
        <EntryPicker
          entries={entries.filter(one => one.lang === proposal.lang)}
          value={entry}
          onChange={id => {
            setEntry(id)
            setChoosing(false)
          }}
        />
      )}
      <p class="card-actions">
        {entry && (
          <button
            type="button"
            class="btn btn-primary btn-xs"
            aria-disabled={busy || !text.trim()}
            onClick={() => text.trim() && run(() => acts.add(proposal, entry, text))}
          >
            <Icon name="check" size={16} /> {t('proposals.accept')}
          </button>
        )}
        <button
          type="button"
          class={entry ? 'btn btn-outline-primary btn-xs' : 'btn btn-primary btn-xs'}
          aria-disabled={busy || !text.trim()}
          onClick={() => text.trim() && run(() => acts.begin(proposal, text))}
        >
          <Icon name="plus" size={16} /> {t('proposals.begin')}
        </button>
        <button
          type="button"
          class="btn btn-outline-primary btn-xs"
          aria-expanded={choosing}
          onClick={() => setChoosing(!choosing)}
        >
          {t(entry ? 'proposals.other' : 'proposals.choose')}
        </button>
        <button
          type="button"
          class="btn btn-outline-secondary btn-xs"
          aria-disabled={busy}
          onClick={() => acts.decline(proposal)}
        >
          {t('proposals.decline')}
        </button>
      </p>
    </li>
  )
}
