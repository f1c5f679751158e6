// Builds what the server embeds (dist/) and checks the sizes that have a budget.
// node build.mjs [widget|staff], or nothing for both.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const [, , only] = process.argv
if (only !== 'staff') await buildWidget()
if (only !== 'widget' && existsSync('src/staff/index.html')) await buildStaff()

async function buildStaff() {
  await build({ logLevel: 'warn', mode: 'staff' })
  // What only who writes entries waits for; all others wait for none of it.
  const editor = readdirSync('dist/staff/assets').find(name => /^codemirror-.*\.js$/.test(name))
  check('the editor of entries, gzip', sizeOf(`dist/staff/assets/${editor}`).gzip, 130 * 1024)
}

async function buildWidget() {
  await build({ logLevel: 'warn', mode: 'widget' })
  await build({ logLevel: 'warn', mode: 'loader' })
  const manifest = JSON.parse(readFileSync('dist/widget/manifest.json', 'utf8'))
  const entry = Object.values(manifest).find(chunk => chunk.isEntry).file
  // For a loader older than this build, whose hashed name is gone. Never cached.
  writeFileSync('dist/widget/app.js', `export * from './${entry}'\n`)
  rmSync('dist/widget/manifest.json')
  weigh()
}

function weigh() {
  const sizes = readdirSync('dist/widget').map(name => ({ name, ...sizeOf(`dist/widget/${name}`) }))
  for (const { name, raw, gzip } of sizes) {
    process.stdout.write(`widget/${name.padEnd(28)} ${String(raw).padStart(7)} ${String(gzip).padStart(7)} gzip\n`)
  }
  const loader = sizes.find(({ name }) => name === 'loader.js')
  check('loader.js', loader.raw, 3 * 1024)
  const whole = sizes.reduce((sum, { gzip }) => sum + gzip, 0)
  check('the widget, gzip', whole, 60 * 1024)
}

function sizeOf(file) {
  const bytes = readFileSync(file)
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length }
}

function check(what, bytes, budget) {
  process.stdout.write(`${what}: ${bytes} bytes of ${budget}\n`)
  if (bytes > budget) process.exitCode = 1
}
