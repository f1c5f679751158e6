// The one script of a host page. It shows a button and fetches the widget on the first
// click, or at once where a chat goes on. Kept under 3 KB: no imports but constants.
import type { Lang } from '../api/types'
import { chatNote, type Host, openNote, type Widget } from './host'
import sheet from './loader.css?inline'

const script = document.currentScript as HTMLScriptElement | null
const src = script?.src ?? document.querySelector<HTMLScriptElement>('script[src*="widget/loader.js"]')?.src
const server = new URL('..', src ?? location.href).href
const words = { it: ['Serve aiuto?', 'Un momento…', 'Riprova'], en: ['Need help?', 'One moment…', 'Try again'] }
const icon =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5h16v11h-8l-5 4v-4H4z"/><path d="M8 9h8M8 12.5h5"/></svg><span></span>'

class SportelloWidget extends HTMLElement {
  #widget: Promise<Widget> | undefined

  connectedCallback(): void {
    if (this.shadowRoot) return
    const root = this.attachShadow({ mode: 'open' })
    const style = new CSSStyleSheet()
    style.replaceSync(sheet)
    root.adoptedStyleSheets = [style]
    const launcher = document.createElement('button')
    launcher.innerHTML = icon
    launcher.className = 'launcher'
    const label = launcher.lastElementChild as HTMLElement
    const page = this.getAttribute('mode') === 'page'
    const lang = this.#lang()
    const [entryPoint = '', audience = ''] = [this.#read('entry-point') ?? '', this.#read('audience') ?? '']
    const host: Host = { root, launcher, label, server, lang, page, entryPoint, audience }
    label.textContent = words[lang][0] ?? ''
    launcher.lang = lang
    if (!page) root.append(launcher)
    launcher.onclick = () => this.#open(host, true)
    if (page || note(() => sessionStorage, openNote)) this.#open(host, false)
    else if (note(() => localStorage, chatNote)) void this.#load(host)
  }

  // The element's own attribute, or the script's.
  #read(name: string): string | null | undefined {
    return this.getAttribute(name) ?? script?.getAttribute(`data-${name}`)
  }

  #lang(): Lang {
    const lang = this.#read('lang') || document.documentElement.lang || navigator.language
    return lang.toLowerCase().startsWith('en') ? 'en' : 'it'
  }

  async #open(host: Host, focus: boolean): Promise<void> {
    const { label, launcher, lang } = host
    const [, wait, again] = words[lang]
    if (!this.#widget) label.textContent = wait ?? ''
    try {
      const widget = await this.#load(host)
      widget.open(focus)
    } catch {
      this.#widget = undefined
      label.textContent = again ?? ''
      if (!launcher.isConnected) host.root.append(launcher)
    }
  }

  // A page open since before the last deployment knows a name that is gone: app.js leads on.
  #load(host: Host): Promise<Widget> {
    const at = (file: string) => import(/* @vite-ignore */ `${server}widget/${file}`)
    this.#widget ??= at(__APP__)
      .catch(() => at(`app.js?${Date.now()}`))
      .then((app: { mount: (host: Host) => Widget }) => app.mount(host))
    return this.#widget
  }
}

function note(store: () => Storage, key: string): boolean {
  try {
    return store().getItem(key) !== null
  } catch {
    return false // storage is forbidden here
  }
}

function place(): void {
  const tag = 'sportello-widget'
  if (!customElements.get(tag)) customElements.define(tag, SportelloWidget)
  if (!document.querySelector(tag)) document.body.append(document.createElement(tag))
}

if (document.body && document.readyState !== 'loading') place()
else addEventListener('DOMContentLoaded', place)
