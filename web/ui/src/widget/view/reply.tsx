import type { Answer, Choice, Reply } from '../../api/types'
import { date } from '../../i18n/translate'
import { introOf, type ReplyItem } from '../state'
import { useModel } from './context'
import { GuidePage } from './guide'
import { Helplines } from './helplines'
import { Icon } from './icon'
import { Prose } from './prose'
import { WaysView } from './ways'

export function ReplyView({ item }: { item: ReplyItem }) {
  const { t } = useModel().store
  const { answer, choices, handoff, helplines, question, part } = item.reply
  return (
    <div class="reply">
      <span class="hidden">{t('turn.sportello')}: </span>
      {helplines && <Helplines lines={helplines} />}
      {question && <p class="part-question">{question}</p>}
      <Understood item={item} />
      {answer && <AnswerView answer={answer} item={item} />}
      {choices && choices.length > 0 && <ChoicesView choices={choices} item={item} />}
      {handoff && <WaysView ways={handoff} done={item.done} turn={item.reply.turn} urgent={helplines !== undefined} />}
      {part?.left && <p class="part-left">{t('parts.left', { n: part.left })}</p>}
    </div>
  )
}

// How a question was read that leans on the one before, and the way to take that back.
function Understood({ item }: { item: ReplyItem }) {
  const { store, questions } = useModel()
  const { t } = store
  const { understood } = item.reply
  if (!understood || understood.how === 'alone') return null
  const only = t('understood.only')
  return (
    <div class="understood">
      <p>{t('understood.text', { text: understood.text })}</p>
      {understood.how === 'follow_up' && !item.done && (
        <button
          type="button"
          class="small"
          disabled={store.busy.value}
          onClick={() => void questions.alone(item, only)}
        >
          {only}
        </button>
      )}
    </div>
  )
}

function AnswerView({ answer, item }: { answer: Answer; item: ReplyItem }) {
  const { store } = useModel()
  const { t } = store
  return (
    <article class="card">
      <h3 lang={answer.lang}>{answer.question}</h3>
      {answer.lang !== store.lang.value && (
        <p class="muted">{t(answer.lang === 'it' ? 'answer.only_it' : 'answer.only_en')}</p>
      )}
      <Prose html={answer.html} lang={answer.lang} />
      {answer.source.type === 'guide' && <GuidePage source={answer.source} said={answer.text} />}
      <SourceLine answer={answer} />
      <Feedback item={item} />
    </article>
  )
}

function SourceLine({ answer }: { answer: Answer }) {
  const { store, host } = useModel()
  const { t } = store
  const { title, owner, updated, url, links } = answer.source
  return (
    <footer class="source">
      <Icon name="source" />
      <div>
        <p>
          {t('answer.source')}: <NewTab href={new URL(url, host.server).href}>{title}</NewTab>
        </p>
        <p>{t('answer.owner', { owner, date: date(updated, store.lang.value) })}</p>
        {links && links.length > 0 && (
          <>
            <p>{t('answer.more')}:</p>
            <ul>
              {links.map(link => (
                <li key={link.url}>
                  <NewTab href={new URL(link.url, host.server).href}>{link.title}</NewTab>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </footer>
  )
}

export function NewTab({ href, children }: { href: string; children: string }) {
  const { t } = useModel().store
  return (
    <a href={href} target="_blank" rel="noopener">
      {children}
      <span class="hidden"> {t('answer.new_tab')}</span>
    </a>
  )
}

function Feedback({ item }: { item: ReplyItem }) {
  const { store, questions } = useModel()
  const { t } = store
  if (item.helped === 'yes') return <p class="thanks">{t('answer.thanks')}</p>
  if (item.helped === 'no') return <p class="thanks muted">{t('answer.rejected')}</p>
  const say = (helped: boolean) => () => void questions.feedback(item, helped)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot stand in line with its buttons
    <div class="feedback" role="group" aria-label={t('answer.helped')}>
      <span aria-hidden="true">{t('answer.helped')}</span>
      <button type="button" class="small" disabled={store.busy.value} onClick={say(true)}>
        {t('answer.yes')}
      </button>
      <button type="button" class="small" disabled={store.busy.value} onClick={say(false)}>
        {t('answer.no')}
      </button>
    </div>
  )
}

function ChoicesView({ choices, item }: { choices: Choice[]; item: ReplyItem }) {
  const { store, questions } = useModel()
  const { t } = store
  const { ask } = item.reply
  const pick = (entry: string, words: string) => () => void questions.choose(item, entry, words)
  const off = item.done || store.busy.value
  return (
    <div class="card">
      <h3>{ask?.text ?? t(introOf(item.reply))}</h3>
      <ul class="options">
        {choices.map(({ entry, question }) => (
          <li key={entry}>
            <button
              type="button"
              class="option"
              disabled={off}
              onClick={pick(entry, labelOf(item.reply, entry) ?? question)}
            >
              <span>
                {labelOf(item.reply, entry) && <strong>{labelOf(item.reply, entry)}</strong>}
                {question}
              </span>
              <Icon name="right" />
            </button>
          </li>
        ))}
        <li>
          <button type="button" class="option none" disabled={off} onClick={pick('', t('choices.none'))}>
            {t('choices.none')}
          </button>
        </li>
      </ul>
    </div>
  )
}

// What tells a choice apart from the others, where a question does.
function labelOf({ ask }: Reply, entry: string): string | undefined {
  return ask?.options.find(option => option.entry === entry)?.label
}
