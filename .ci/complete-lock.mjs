#!/usr/bin/env node
// Completes web/ui/package-lock.json after a dependency was added or raised.
//
// Tools such as Biome come as one optional package for each platform. A registry that
// mirrors only some platforms makes npm leave the others out of the lock file, and then
// `npm ci` refuses the file everywhere, as "not in sync" (npm/cli#9846). This adds what
// is named but missing, marked for its platform, so that npm passes over it elsewhere.
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../web/ui/package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const packages = lock.packages
const platform = /-(?<os>android|darwin|freebsd|linux|openharmony|win32)-(?<cpu>[a-z0-9]+?)(?:-(?<libc>gnu|musl|gnueabihf|musleabihf|msvc|eabi))?$/

for (const [path, parent] of Object.entries({ ...packages }))
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (packages[`node_modules/${name}`] || packages[`${path}/node_modules/${name}`]) continue
    const found = name.match(platform)?.groups
    if (!found || !/^\d/.test(version)) {
      process.stderr.write(`${name}@${version}, wanted by ${path}: not a package for one platform; see why npm left it out\n`)
      process.exitCode = 1
      continue
    }
    packages[`node_modules/${name}`] = {
      version,
      cpu: [found.cpu],
      ...(parent.dev && { dev: true }),
      ...(found.os === 'linux' && found.libc && { libc: [found.libc.startsWith('musl') ? 'musl' : 'glibc'] }),
      optional: true,
      os: [found.os],
    }
    process.stdout.write(`added ${name} ${version}\n`)
  }

lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en')))
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
