import { type Key, t } from '../i18n'
import { Dialog } from '../ui/dialog'
import { setSingleKeys, singleKeys } from './shortcuts'
import { workplace } from './workplace'

// Also printed in the guide of the staff, from a copy that a test keeps.
export const lists: { title: Key; desk: boolean; keys: [string, Key][] }[] = [
  {
    title: 'keys.desk',
    desk: true,
    keys: [
      ['Alt+N', 'keys.next'],
      ['Alt+↑ / Alt+↓', 'keys.switch'],
      ['Alt+P', 'keys.pause'],
      ['Alt+T', 'keys.transfer'],
      ['Alt+L', 'keys.escalate'],
      ['Alt+R', 'keys.return'],
      ['Alt+C', 'keys.close'],
    ],
  },
  {
    title: 'keys.writing',
    desk: true,
    keys: [
      ['Alt+M', 'keys.write'],
      ['{enter}', 'keys.send'],
      ['{shift}+{enter}', 'keys.newline'],
      ['Ctrl+{enter}', 'keys.note'],
      ['Alt+1 … Alt+3', 'keys.insert'],
      ['Alt+0', 'keys.help_lines'],
      ['/', 'keys.canned'],
    ],
  },
  {
    title: 'keys.studio',
    desk: false,
    keys: [
      ['Alt+N', 'keys.new_entry'],
      ['↓ / ↑, j / k', 'keys.entries'],
      ['Ctrl+S', 'keys.save'],
      ['Alt+S', 'keys.form'],
      ['Alt+B', 'keys.beside'],
      ['Alt+P', 'keys.publish'],
      ['Ctrl+B', 'write.bold'],
      ['Ctrl+K', 'write.link'],
      ['Ctrl+Alt+L', 'write.list'],
      ['Ctrl+Alt+N', 'write.steps'],
      ['Ctrl+Alt+H', 'write.heading'],
    ],
  },
  {
    title: 'nav.tests',
    desk: false,
    keys: [
      ['Alt+N', 'tests.new'],
      ['Alt+R', 'tests.run'],
    ],
  },
  {
    title: 'keys.missing',
    desk: false,
    keys: [
      ['Alt+↓ / Alt+↑', 'keys.gaps'],
      ['Alt+B', 'keys.gap_draft'],
      ['Alt+A', 'keys.gap_word'],
      ['Alt+X', 'keys.gap_dismiss'],
    ],
  },
  {
    title: 'keys.all',
    desk: false,
    keys: [
      ['?', 'keys.help'],
      ['Esc', 'keys.escape'],
    ],
  },
]

export function Help({ onClose }: { onClose: () => void }) {
  const shown = lists.filter(list => !list.desk || workplace.value)
  return (
    <Dialog title={t('app.shortcuts')} onClose={onClose} wide>
      <div class="dialog-body keys">
        {shown.map(list => (
          <section key={list.title}>
            <h3>{t(list.title)}</h3>
            <dl>
              {list.keys.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    <Keys text={key} />
                  </dt>
                  <dd>{t(what)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <label class="check">
          <input
            type="checkbox"
            checked={singleKeys.value}
            onChange={event => setSingleKeys(event.currentTarget.checked)}
          />
          {t('keys.single')}
        </label>
      </div>
    </Dialog>
  )
}

export function Keys({ text }: { text: string }) {
  const full = text.replace('{enter}', t('keys.enter')).replace('{shift}', t('keys.shift'))
  return (
    <>
      {full.split(/( \/ | … )/).map((part, i) =>
        i % 2 === 1 ? (
          part
        ) : (
          <span key={part} class="combo">
            {part.split('+').map((key, j) => [j > 0 && '+', <kbd key={key}>{key}</kbd>])}
          </span>
        ),
      )}
    </>
  )
}
