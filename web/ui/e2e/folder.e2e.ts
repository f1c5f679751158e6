// The library is kept in a folder of files: every page of it says so, and what is wrong there.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { accessible, shot, staff, useOffice } from './people'

const folder = mkdtempSync(join(tmpdir(), 'sportello-folder-'))
const broken = join(folder, 'entries/fees/broken.md')
cpSync(join(import.meta.dirname, '../../../content/library'), folder, { recursive: true })
writeFileSync(broken, '---\nid: broken\ntopic: fees\nlang: it\n---\n\nSenza domanda.\n')

useOffice(() => ({ SPORTELLO_CONTENT: folder }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the list, an entry and the import tell of the folder and its errors, until they are mended', async () => {
  const elena = await staff('editor')
  for (const path of ['library', 'library/fees-refund', 'import']) {
    await elena.goto(elena.url().replace(/staff.*/, `staff/${path}`))
    await elena.getByText('Le voci vengono da una cartella di file').waitFor()
    await elena.locator('.folder-problems code').first().waitFor({ state: 'attached' })
    await accessible(elena)
    await shot(elena, `folder-${path.replace('/', '-')}`)
  }
  // What would change anything is not offered: the folder has it.
  for (const [path, shown, button] of [
    ['library', '.entries', /^Nuova voce/],
    ['guides/guida-laurea', '.guide-facts', /^(Togli|Modifica|Ripristina|Scegli un PDF)/],
  ] as const) {
    await elena.goto(elena.url().replace(/staff.*/, `staff/${path}`))
    await elena.locator('.folder-problems code').first().waitFor({ state: 'attached' })
    await elena.locator(shown).waitFor()
    await expect.poll(() => elena.getByRole('button', { name: button }).count()).toBe(0)
  }
  rmSync(broken)
  await elena.locator('.folder-problems').waitFor({ state: 'detached' })
  await elena.getByText('Le voci vengono da una cartella di file').waitFor()
  await elena.context().close()
})
