// Builds what the server embeds (dist/) and prints the sizes that have a budget.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const quiet = { logLevel: 'warn' }
await build({ ...quiet, mode: 'widget' })
await build({ ...quiet, mode: 'loader' })
const manifest = JSON.parse(readFileSync('dist/widget/manifest.json', 'utf8'))
const entry = Object.values(manifest).find(chunk => chunk.isEntry).file
// For a loader older than this build, whose hashed name is gone. Never cached.
writeFileSync('dist/widget/app.js', `export * from './${entry}'\n`)
rmSync('dist/widget/manifest.json')
if (existsSync('src/staff/index.html')) await build({ ...quiet, mode: 'staff' })

const size = file => ({ raw: readFileSync(file).length, gzip: gzipSync(readFileSync(file), { level: 9 }).length })
let widget = 0
for (const name of readdirSync('dist/widget').sort()) {
  const { raw, gzip } = size(`dist/widget/${name}`)
  widget += gzip
  print(`widget/${name}`, raw, gzip)
}
print('widget, all', 0, widget)
check('loader.js', size('dist/widget/loader.js').raw, 3 * 1024)
check('widget, gzip', widget, 60 * 1024)

function print(what, raw, gzip) {
  process.stdout.write(
    `${what.padEnd(36)} ${raw ? String(raw).padStart(8) : '        '} ${String(gzip).padStart(8)} gzip\n`,
  )
}

function check(what, bytes, budget) {
  if (bytes <= budget) return
  process.stderr.write(`${what}: ${bytes} bytes, over its budget of ${budget}\n`)
  process.exitCode = 1
}
