// One browser and one office to copy serve all the tests.
import { rmSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { found, type Office } from './program'

declare module 'vitest' {
  interface ProvidedContext {
    office: Office
    browser: string // where to connect to
  }
}

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const office = await found()
  const server = await chromium.launchServer({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  provide('office', office)
  provide('browser', server.wsEndpoint())
  return async () => {
    await server.close()
    rmSync(office.data, { recursive: true, force: true })
  }
}
