import { expect, test } from 'vitest'
import { en, it, type Key } from '../i18n'
import { lists } from './help'

// After a change of the lists: npx vitest run keys --update
test('the guide of the staff lists the keys that the pages have', async () => {
  const both = (key: Key) => ({ it: it[key], en: en[key] })
  const copy = lists.map(({ title, keys }) => ({
    title: both(title),
    keys: keys.map(([combo, does]) => ({ keys: combo, does: both(does) })),
  }))
  await expect(`${JSON.stringify(copy, null, 2)}\n`).toMatchFileSnapshot('keys.json')
})
