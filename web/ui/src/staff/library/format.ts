// The formats of an answer, by key and by button: bold, link, list, heading.
import { EditorSelection, type EditorState, type TransactionSpec } from '@codemirror/state'
import type { EditorView, KeyBinding } from '@codemirror/view'

export type Format = 'bold' | 'link' | 'list' | 'steps' | 'heading'

const changes: Record<Format, (state: EditorState) => TransactionSpec> = {
  bold: state => surround(state, '**'),
  link,
  list: state => begin(state, () => '- ', /^[-*] /),
  steps: state => begin(state, n => `${n}. `, /^\d+\. /),
  heading: state => begin(state, () => '### ', /^### /, /^#+ /),
}

export function run(view: EditorView, name: Format): boolean {
  view.dispatch(changes[name](view.state), { scrollIntoView: true, userEvent: 'input' })
  return true
}

const key = (combination: string, name: Format): KeyBinding => ({
  key: combination,
  run: view => run(view, name),
  preventDefault: true,
})

export const formats = [
  key('Mod-b', 'bold'),
  key('Mod-k', 'link'),
  key('Mod-Alt-l', 'list'),
  key('Mod-Alt-n', 'steps'),
  key('Mod-Alt-h', 'heading'),
]

// Puts the mark around what is selected, or takes it away.
function surround(state: EditorState, mark: string): TransactionSpec {
  return state.changeByRange(range => {
    const n = mark.length
    const inside = state.sliceDoc(range.from, range.to)
    if (state.sliceDoc(range.from - n, range.from) === mark && state.sliceDoc(range.to, range.to + n) === mark) {
      return {
        changes: [
          { from: range.from - n, to: range.from },
          { from: range.to, to: range.to + n },
        ],
        range: EditorSelection.range(range.from - n, range.to - n),
      }
    }
    return {
      changes: { from: range.from, to: range.to, insert: mark + inside + mark },
      range: EditorSelection.range(range.from + n, range.to + n),
    }
  })
}

// Makes what is selected a link's words or its address, and selects what is still to write.
function link(state: EditorState): TransactionSpec {
  return state.changeByRange(range => {
    const inside = state.sliceDoc(range.from, range.to)
    const isAddress = /^https?:\/\/\S+$/.test(inside)
    const insert = isAddress ? `[](${inside})` : `[${inside}](https://)`
    const at = range.from + (isAddress || !inside ? 1 : inside.length + 3)
    const end = isAddress || !inside ? at : range.from + insert.length - 1
    return { changes: { from: range.from, to: range.to, insert }, range: EditorSelection.range(at, end) }
  })
}

// Begins each chosen line with a mark; where all have it already, takes it away.
function begin(state: EditorState, mark: (n: number) => string, marked: RegExp, before = marked): TransactionSpec {
  const { from, to } = state.selection.main
  const first = state.doc.lineAt(from).number
  const last = state.doc.lineAt(to).number
  const lines = Array.from({ length: last - first + 1 }, (_, i) => state.doc.line(first + i))
  const written = lines.filter(line => line.text.trim() || lines.length === 1)
  const off = written.every(line => marked.test(line.text))
  return {
    changes: written.map((line, i) => {
      const old = before.exec(line.text)?.[0].length ?? 0
      return { from: line.from, to: line.from + old, insert: off ? '' : mark(i + 1) }
    }),
  }
}

// A block on its own: below the paragraph of the cursor, or within the item of its list.
export function below(state: EditorState, block: string): TransactionSpec {
  let line = state.doc.lineAt(state.selection.main.to)
  const item = /^(\s*(?:[-*]|\d+\.)\s+)\S/.exec(line.text)?.[1]
  while (!item && line.text.trim() && line.number < state.doc.lines) {
    const next = state.doc.line(line.number + 1)
    if (!next.text.trim()) break
    line = next
  }
  const indent = item ? `\n${' '.repeat(item.length)}` : line.text.trim() ? '\n\n' : ''
  const after = !item && !line.text.trim() && line.number < state.doc.lines ? '\n' : ''
  const insert = indent + block + after
  return { changes: { from: line.to, insert }, selection: { anchor: line.to + insert.length - after.length } }
}
