import type { FilledCanned } from '../../api/staff-types'
import { t } from '../i18n'
import type { CannedPicker } from './use-canned'

interface Props {
  id: string
  picker: CannedPicker
  lang: string // the chat's
}

export const optionID = (id: string, at: number) => `${id}-${at}`

// What the slash offers, above the box. The focus stays in the box, which names the chosen
// one (aria-activedescendant).
export function CannedChoices({ id, picker, lang }: Props) {
  const { found, at, choose, asked } = picker
  return (
    <div class="canned-pick">
      {found.length > 0 && (
        <div id={id} role="listbox" aria-label={t('canned.pick')} class="canned-found">
          {found.map((reply, i) => (
            <Choice
              key={reply.id}
              id={optionID(id, i)}
              reply={reply}
              lang={lang}
              chosen={i === at}
              onChoose={() => choose(reply)}
            />
          ))}
        </div>
      )}
      <p class="canned-pick-how">
        {found.length > 0
          ? t('canned.pick_how')
          : picker.failed
            ? t('canned.pick_failed')
            : nothing(picker, asked?.text)}
      </p>
    </div>
  )
}

function nothing({ loaded }: CannedPicker, text: string | undefined): string {
  if (!loaded) return t('app.loading')
  return text ? t('canned.pick_none', { text }) : t('canned.pick_empty')
}

interface ChoiceProps {
  id: string
  reply: FilledCanned
  lang: string
  chosen: boolean
  onChoose: () => void
}

function Choice({ id, reply, lang, chosen, onChoose }: ChoiceProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the focus and the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      onMouseDown={event => event.preventDefault()} // the box keeps the focus
      onClick={onChoose}
    >
      <span class="canned-pick-name">
        /{reply.name}
        {reply.lang !== lang && <span class="tag">{reply.lang.toUpperCase()}</span>}
        {reply.queue && <span class="tag tag-blue">{t('canned.own')}</span>}
      </span>
      <span class="canned-pick-text">{reply.text}</span>
    </div>
  )
}
