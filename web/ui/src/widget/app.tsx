// What the loader fetches: the panel, put into the element's shadow root.
import { effect } from '@preact/signals'
import { render } from 'preact'
import tokens from '../style/tokens.css?inline'
import type { Host, Widget } from './host'
import answer from './style/answer.css?inline'
import controls from './style/controls.css?inline'
import files from './style/files.css?inline'
import notices from './style/notices.css?inline'
import panel from './style/panel.css?inline'
import rating from './style/rating.css?inline'
import talk from './style/talk.css?inline'
import { Model } from './view/context'
import { Announcer, Panel } from './view/panel'
import { WidgetModel } from './widget'

export function mount(host: Host): Widget {
  const model = new WidgetModel(host)
  const { store } = model
  const sheet = new CSSStyleSheet()
  sheet.replaceSync([tokens, controls, panel, answer, talk, files, rating, notices].join('\n'))
  host.root.adoptedStyleSheets = [...host.root.adoptedStyleSheets, sheet]
  const box = document.createElement('div')
  host.root.append(box)

  const close = () => {
    model.setOpen(false)
    host.launcher.hidden = false
    host.launcher.focus()
  }
  const App = () => (
    <Model.Provider value={model}>
      <Announcer />
      {store.open.value && <Panel onClose={close} />}
    </Model.Provider>
  )
  render(<App />, box)
  effect(() => dressLauncher(host, model))
  model.start()
  return { open: focus => model.setOpen(true, focus) }
}

function dressLauncher({ launcher, label }: Host, { store }: WidgetModel): void {
  const n = store.unread.value
  launcher.hidden = store.open.value
  launcher.lang = store.lang.value
  label.textContent = n > 0 ? store.t('panel.unread', { n }) : store.t('panel.open')
  if (n > 0) launcher.dataset.unread = String(n)
  else delete launcher.dataset.unread
}
