// CodeMirror, put together with what an answer needs and no more. It stands in a shadow root:
// there its styles are adopted sheets, which the content security policy allows.
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown'
import { LanguageSupport, syntaxHighlighting } from '@codemirror/language'
import { Annotation, type Extension, Transaction } from '@codemirror/state'
import { drawSelection, EditorView, keymap } from '@codemirror/view'
import { classHighlighter } from '@lezer/highlight'
import { below, formats, run } from './format'

export interface Options {
  parent: HTMLElement
  text: string
  lang: string
  label: string
  answer: boolean // Markdown with its keys; else the whole file
  onText: (text: string) => void
  onFiles: (files: File[]) => void // dropped into the text of an answer, or pasted
}

const fromOutside = Annotation.define<boolean>()

const look = EditorView.theme({
  '&': { color: 'var(--sp-text)', backgroundColor: 'var(--sp-bg)', fontSize: '0.9375rem' },
  '&.cm-focused': { outline: '3px solid var(--sp-focus)', outlineOffset: '1px' },
  '.cm-scroller': {
    fontFamily: 'ui-monospace, "Roboto Mono", "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
    lineHeight: '1.55',
    minHeight: '16rem', // and as high as the text: the page scrolls, not the box
  },
  '.cm-content': { padding: '0.75rem 0.5rem', caretColor: 'var(--sp-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--sp-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--sp-primary) 28%, transparent)',
  },
  '.tok-heading': { fontWeight: '700' },
  '.tok-strong': { fontWeight: '700' },
  '.tok-emphasis': { fontStyle: 'italic' },
  '.tok-link, .tok-url': { color: 'var(--sp-primary)' },
  '.tok-meta': { color: 'var(--sp-muted)' },
})

export class TextBox {
  readonly #view: EditorView

  constructor({ parent, text, lang, label, answer, onText, onFiles }: Options) {
    const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' })
    // Not markdown(), which brings the languages of HTML, of styles and of scripts along.
    const language: Extension = answer
      ? [new LanguageSupport(markdownLanguage), keymap.of([...formats, ...markdownKeymap])]
      : []
    this.#view = new EditorView({
      parent: root as unknown as HTMLElement, // appended to only
      root,
      doc: text,
      extensions: [
        history(),
        drawSelection(),
        language,
        keymap.of([...defaultKeymap, ...historyKeymap]),
        syntaxHighlighting(classHighlighter),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, lang, spellcheck: String(answer) }),
        look,
        EditorView.domEventHandlers({ beforeinput: overSelection, ...(answer && filesInto(onFiles)) }),
        EditorView.updateListener.of(update => {
          const outside = update.transactions.some(one => one.annotation(fromOutside))
          if (update.docChanged && !outside) onText(update.state.sliceDoc())
        }),
      ],
    })
  }

  // Puts another text in, when it is another; that is not undone with the keys.
  set(text: string): void {
    const old = this.#view.state.sliceDoc()
    if (old === text || old === text.replaceAll('\r\n', '\n')) return
    this.#view.dispatch({
      changes: { from: 0, to: this.#view.state.doc.length, insert: text },
      annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
    })
  }

  format(name: Parameters<typeof run>[1]): void {
    run(this.#view, name)
    this.#view.focus()
  }

  // Puts a block, such as a picture, in where the cursor is.
  insert(block: string): void {
    this.#view.dispatch(below(this.#view.state, block), { scrollIntoView: true, userEvent: 'input.paste' })
    this.#view.focus()
  }

  toLine(n: number): void {
    const { doc } = this.#view.state
    const line = doc.line(Math.min(Math.max(1, n), doc.lines))
    this.#view.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true })
    this.#view.focus()
  }

  destroy(): void {
    this.#view.destroy()
  }
}

// Files are taken where they are dropped; a text that comes with a picture is pasted as text.
function filesInto(take: (files: File[]) => void) {
  return {
    paste: (event: ClipboardEvent): boolean => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0 || event.clipboardData?.types.includes('text/plain')) return false
      event.preventDefault()
      take(files)
      return true
    },
    drop: (event: DragEvent, view: EditorView): boolean => {
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0) return false
      event.preventDefault()
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY })
      if (at !== null) view.dispatch({ selection: { anchor: at } })
      take(files)
      return true
    },
  }
}

// What is typed over a selection is put in here: Chromium would keep the look of what was
// there with a style attribute, which the content security policy forbids.
function overSelection(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== 'insertText' || !event.data || view.composing || view.state.selection.main.empty) return false
  event.preventDefault()
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true })
  return true
}
