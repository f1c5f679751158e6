// Starts the program that was built, on a database of its own, and reads from its
// output where it listens and how to sign in.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const binary = join(import.meta.dirname, '../../../bin/sportello')

export interface Program {
  url: string
  passwords: Record<string, string> // by login
  token: (login: string) => Promise<string> // for the API
  stop: () => Promise<void>
}

export async function start(): Promise<Program> {
  if (!existsSync(binary)) throw new Error('bin/sportello is missing: run make build first')
  const data = mkdtempSync(join(tmpdir(), 'sportello-e2e-'))
  const env = {
    ...process.env,
    SPORTELLO_ADDR: '127.0.0.1:0',
    SPORTELLO_DB: process.env.SPORTELLO_E2E_DB ?? `sqlite://${join(data, 'sportello.db')}`,
    SPORTELLO_DATA: data,
  }
  const child = spawn(binary, ['serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const said = await listen(child)
    const url = /Staff pages\s+(http:\S+)\/staff\//.exec(said)?.[1]
    if (!url) throw new Error(`no address in:\n${said}`)
    const passwords: Record<string, string> = {}
    for (const [, login, password] of said.matchAll(/^ {2}([a-z0-9]+)\s+((?:[a-z0-9]{4}-){4}[a-z0-9]{4})$/gm)) {
      if (login && password) passwords[login] = password
    }
    return { url, passwords, token: login => output(env, ['token', login]), stop: () => stop(child, data) }
  } catch (error) {
    await stop(child, data)
    throw error
  }
}

function listen(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout?.on('data', chunk => {
      said += String(chunk)
      if (said.includes('Stop with')) resolve(said)
    })
    child.stderr?.on('data', chunk => {
      if (/level=ERROR/.test(String(chunk))) process.stderr.write(String(chunk))
    })
    child.once('exit', code => reject(new Error(`the program ended with ${code}:\n${said}`)))
  })
}

function output(env: NodeJS.ProcessEnv, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', chunk => {
      said += String(chunk)
    })
    child.once('exit', code => (code === 0 ? resolve(said.trim()) : reject(new Error(`${args.join(' ')}: ${code}`))))
  })
}

async function stop(child: ChildProcess, data: string): Promise<void> {
  child.removeAllListeners('exit')
  if (child.exitCode === null) {
    const ended = new Promise(resolve => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
  }
  rmSync(data, { recursive: true, force: true })
}
