// One program and one browser serve all the tests.
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { start } from './program'

declare module 'vitest' {
  interface ProvidedContext {
    url: string
    passwords: Record<string, string>
    tokens: Record<string, string>
    browser: string // where to connect to
  }
}

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const program = await start()
  const server = await chromium.launchServer({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  provide('url', program.url)
  provide('passwords', program.passwords)
  const tokens: Record<string, string> = {}
  for (const login of ['operator', 'operator2', 'supervisor']) tokens[login] = await program.token(login)
  provide('tokens', tokens)
  provide('browser', server.wsEndpoint())
  return async () => {
    await server.close()
    await program.stop()
  }
}
