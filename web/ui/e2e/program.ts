// Runs the program that was built. The database is made once, with its demonstration
// people; each file of tests begins with a copy, so that none finds what another left.
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const binary = join(import.meta.dirname, '../../../bin/sportello')
const people = ['operator', 'operator2', 'editor', 'author', 'supervisor', 'administrator']

export interface Office {
  data: string // its folder
  passwords: Record<string, string> // by login
  tokens: Record<string, string> // for the API, by login
}

export interface Program {
  url: string
  stop: () => Promise<void>
}

// An office that nobody has used yet.
export async function found(): Promise<Office> {
  if (!existsSync(binary)) throw new Error('bin/sportello is missing: run make build first')
  const data = folder()
  const { said, stop } = await run(data)
  const passwords: Record<string, string> = {}
  for (const [, login, password] of said.matchAll(/^ {2}([a-z0-9]+)\s+((?:[a-z0-9]{4}-){4}[a-z0-9]{4})$/gm)) {
    if (login && password) passwords[login] = password
  }
  const tokens: Record<string, string> = {}
  for (const login of people) tokens[login] = await output(data, ['token', login])
  await stop()
  return { data, passwords, tokens }
}

// The program on a copy of an office.
export async function start({ data }: Office, settings: Record<string, string> = {}): Promise<Program> {
  const copy = folder()
  cpSync(data, copy, { recursive: true })
  const { said, stop } = await run(copy, settings)
  const url = /Staff pages\s+(http:\S+)\/staff\//.exec(said)?.[1]
  const end = async () => {
    await stop()
    rmSync(copy, { recursive: true, force: true })
  }
  if (url) return { url, stop: end }
  await end()
  throw new Error(`no address in:\n${said}`)
}

const folder = () => mkdtempSync(join(tmpdir(), 'sportello-e2e-'))

const environment = (data: string) => ({
  ...process.env,
  SPORTELLO_ADDR: '127.0.0.1:0',
  SPORTELLO_DB: `sqlite://${join(data, 'sportello.db')}`,
  SPORTELLO_DATA: data,
})

async function run(
  data: string,
  settings: Record<string, string> = {},
): Promise<{ said: string; stop: () => Promise<void> }> {
  const child = spawn(binary, ['serve'], {
    env: { ...environment(data), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return { said: await listen(child), stop: () => stop(child) }
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

function output(data: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { env: environment(data), stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', chunk => {
      said += String(chunk)
    })
    child.once('exit', code => (code === 0 ? resolve(said.trim()) : reject(new Error(`${args.join(' ')}: ${code}`))))
  })
}

async function stop(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit')
  if (child.exitCode !== null) return
  const ended = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}
