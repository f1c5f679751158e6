import { EditorState, type TransactionSpec } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { expect, test } from 'vitest'
import { below, type Format, run } from './format'

// The text with the selection between [ and ].
function after(name: Format, marked: string): string {
  const from = marked.indexOf('⟦')
  const to = marked.indexOf('⟧') - 1
  let state = EditorState.create({ doc: marked.replace(/[⟦⟧]/g, ''), selection: { anchor: from, head: to } })
  const dispatch = (...specs: TransactionSpec[]) => {
    state = state.update(...specs).state
  }
  run({ state, dispatch } as unknown as EditorView, name)
  const { main } = state.selection
  const text = state.sliceDoc()
  return `${text.slice(0, main.from)}⟦${text.slice(main.from, main.to)}⟧${text.slice(main.to)}`
}

test('bold goes on and off', () => {
  expect(after('bold', 'entro ⟦venerdì⟧')).toBe('entro **⟦venerdì⟧**')
  expect(after('bold', 'entro **⟦venerdì⟧**')).toBe('entro ⟦venerdì⟧')
})

test('a link selects what is still to write', () => {
  expect(after('link', 'apri ⟦PoliDesk⟧')).toBe('apri [PoliDesk](⟦https://⟧)')
  expect(after('link', 'apri ⟦https://x.example⟧')).toBe('apri [⟦⟧](https://x.example)')
})

test('lists and headings are of whole lines', () => {
  expect(after('list', 'u⟦no\n\nd⟧ue')).toBe('- u⟦no\n\n- d⟧ue')
  expect(after('list', '- u⟦no\n- d⟧ue')).toBe('u⟦no\nd⟧ue')
  expect(after('steps', 'u⟦no\nd⟧ue')).toBe('1. u⟦no\n2. d⟧ue')
  expect(after('heading', '## T⟦⟧')).toBe('### T⟦⟧')
})

test('a picture stands on its own below the paragraph, or within its step', () => {
  const put = (marked: string) => {
    const state = EditorState.create({ doc: marked.replace('|', ''), selection: { anchor: marked.indexOf('|') } })
    const { state: now } = state.update(below(state, '![x](y)'))
    return `${now.sliceDoc(0, now.selection.main.to)}|${now.sliceDoc(now.selection.main.to)}`
  }
  expect(put('u|no\ndue\n\ntre')).toBe('uno\ndue\n\n![x](y)|\n\ntre')
  expect(put('1. ap|ri\n2. paga')).toBe('1. apri\n   ![x](y)|\n2. paga')
  expect(put('uno\n\n|\ndue')).toBe('uno\n\n![x](y)|\n\ndue')
  expect(put('|')).toBe('![x](y)|')
})
