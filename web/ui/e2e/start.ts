// One browser and one office to copy serve all the tests. SPORTELLO_E2E_DB=postgres has
// the office on PostgreSQL, with two nodes: students at one, staff at the other.
import { rmSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { startCluster } from './cluster'
import { found, type Office } from './program'

declare module 'vitest' {
  interface ProvidedContext {
    office: Office
    browser: string // where to connect to
  }
}

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const postgres = process.env.SPORTELLO_E2E_DB === 'postgres' ? await startCluster() : undefined
  const office = await found(postgres?.cluster)
  const server = await chromium.launchServer({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  provide('office', office)
  provide('browser', server.wsEndpoint())
  return async () => {
    await server.close()
    await postgres?.stop()
    rmSync(office.data, { recursive: true, force: true })
  }
}
