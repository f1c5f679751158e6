// Runs the program that was built. The database is made once, with its demonstration
// people; each file of tests begins with a copy, so that none finds what another left. On
// PostgreSQL two nodes of the program share the copy.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Cluster, copyOf, databaseOf } from './cluster'

const binary = join(import.meta.dirname, '../../../bin/sportello')
const people = ['operator', 'operator2', 'editor', 'author', 'supervisor', 'administrator']

export interface Office {
  data: string // its folder
  passwords: Record<string, string> // by login
  tokens: Record<string, string> // for the API, by login
  cluster?: Cluster // where its database is: not within its folder
}

export interface Program {
  url: string // of the node at which students are
  staffUrl: string // of that at which the staff are: another one where there are two
  stop: () => Promise<void>
}

// The database of the office to copy.
const template = 'office'

// An office that nobody has used yet.
export async function found(cluster?: Cluster): Promise<Office> {
  if (!existsSync(binary)) throw new Error('bin/sportello is missing: run make build first')
  const data = folder()
  if (cluster) await copyOf(cluster, 'template0', template)
  const database = databaseIn(data, template, cluster)
  const { said, stop } = await run(data, database)
  const passwords: Record<string, string> = {}
  for (const [, login, password] of said.matchAll(/^ {2}([a-z0-9]+)\s+((?:[a-z0-9]{4}-){4}[a-z0-9]{4})$/gm)) {
    if (login && password) passwords[login] = password
  }
  const tokens: Record<string, string> = {}
  for (const login of people) tokens[login] = await output(data, database, ['token', login])
  await stop()
  return { data, passwords, tokens, ...(cluster ? { cluster } : {}) }
}

// The program on a copy of an office.
export async function start({ data, cluster }: Office, settings: Record<string, string> = {}): Promise<Program> {
  const name = `office_${randomUUID().replaceAll('-', '')}`
  if (cluster) await copyOf(cluster, template, name)
  const one = await node(data, name, cluster, settings)
  if (!cluster) return { ...one, staffUrl: one.url }
  // No two at one address.
  const two = await node(data, name, cluster, { ...settings, SPORTELLO_ADDR: '127.0.0.1:0' })
  const stop = async () => {
    await Promise.all([one.stop(), two.stop()])
  }
  return { url: one.url, staffUrl: two.url, stop }
}

async function node(data: string, name: string, cluster: Cluster | undefined, settings: Record<string, string>) {
  const copy = folder()
  cpSync(data, copy, { recursive: true })
  const { said, stop } = await run(copy, databaseIn(copy, name, cluster), settings)
  const url = /Staff pages\s+(http:\S+)\/staff\//.exec(said)?.[1]
  const end = async () => {
    await stop()
    rmSync(copy, { recursive: true, force: true })
  }
  if (url) return { url, stop: end }
  await end()
  throw new Error(`no address in:\n${said}`)
}

const databaseIn = (data: string, name: string, cluster?: Cluster) =>
  cluster ? databaseOf(cluster, name) : `sqlite://${join(data, 'sportello.db')}`

const folder = () => mkdtempSync(join(tmpdir(), 'sportello-e2e-'))

const environment = (data: string, database: string) => ({
  ...process.env,
  SPORTELLO_ADDR: '127.0.0.1:0',
  SPORTELLO_DB: database,
  SPORTELLO_DATA: data,
})

async function run(
  data: string,
  database: string,
  settings: Record<string, string> = {},
): Promise<{ said: string; stop: () => Promise<void> }> {
  const child = spawn(binary, ['serve'], {
    env: { ...environment(data, database), ...settings },
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

function output(data: string, database: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { env: environment(data, database), stdio: ['ignore', 'pipe', 'inherit'] })
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
