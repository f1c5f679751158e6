// Looks at every page: builds the application, serves it from the fake server, and leaves
// pictures in the folder given (node src/staff/test/shots.mjs DIR [name]). Fails on anything
// the console complains of.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { build, createServer } from 'vite'
import { scenes } from './scenes.mjs'

const [folder = 'shots', only = ''] = process.argv.slice(2)
const sizes = [
  [1440, 900],
  [1024, 768],
  [390, 844],
]
mkdirSync(folder, { recursive: true })
const pages = resolve(folder, 'dist')
if (!process.env.KEEP) await build({ mode: 'staff', logLevel: 'warn', build: { outDir: pages, emptyOutDir: true } })
const loader = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  server: { middlewareMode: true, ws: false, hmr: false },
})
const { startFake } = await loader.ssrLoadModule('/src/staff/test/fake.ts')
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
let complaints = 0
for (const [name, scene] of Object.entries(scenes)) {
  if (!name.includes(only)) continue
  for (const [width, height] of sizes) {
    const fake = await startFake({ pages })
    const phone = width < 500
    const context = await browser.newContext({
      viewport: { width, height },
      locale: 'it-IT',
      timezoneId: 'Europe/Rome',
      colorScheme: process.env.DARK ? 'dark' : 'light',
      hasTouch: phone,
      isMobile: phone,
    })
    const page = await context.newPage()
    page.setDefaultTimeout(8_000)
    const complain = text => {
      if (/Failed to load resource|WebSocket connection/.test(text)) return
      complaints++
      process.stderr.write(`${name} ${width}: ${text}\n`)
    }
    page.on('console', message => ['error', 'warning'].includes(message.type()) && complain(message.text()))
    page.on('pageerror', error => complain(error.stack ?? String(error)))
    try {
      await scene({ page, fake, phone, width })
    } catch (error) {
      complain(String(error))
    }
    await page.screenshot({ path: join(folder, `${name}-${width}.png`) })
    await context.close()
    fake.stop()
  }
}
await browser.close()
await loader.close()
process.exit(complaints ? 1 : 0)
