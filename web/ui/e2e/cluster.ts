// A PostgreSQL server of the tests' own, on a free port. What it holds goes with it, so
// it need not be safe on disk.
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from './listen'

const run = promisify(execFile)

// Where a cluster answers, as a worker is told of it.
export interface Cluster {
  bin: string // the folder of PostgreSQL's programs
  port: number
}

export const databaseOf = ({ port }: Cluster, name: string): string =>
  `postgres://sportello@127.0.0.1:${port}/${name}?sslmode=disable`

// A database like another, to which nobody is connected; or an empty one.
export async function copyOf({ bin, port }: Cluster, from: string, name: string): Promise<void> {
  await run(join(bin, 'createdb'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'sportello', '-T', from, name])
}

export async function startCluster(): Promise<{ cluster: Cluster; stop: () => Promise<void> }> {
  const bin = programs()
  const dir = mkdtempSync(join(tmpdir(), 'sportello-e2e-pg-'))
  const owner = user()
  if (owner) chownSync(dir, owner.uid, owner.gid)
  const data = join(dir, 'data')
  const init = ['-D', data, '-U', 'sportello', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await run(join(bin, 'initdb'), init, { ...owner, cwd: dir })
  const cluster = { bin, port: await freePort() }
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300', 'fsync=off']
  settings.push('full_page_writes=off', 'log_min_messages=fatal')
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(cluster.port), ...settings.flatMap(set => ['-c', set])],
    { ...owner, cwd: dir, stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const stop = async () => {
    await ended(child)
    rmSync(dir, { recursive: true, force: true })
  }
  try {
    await answers(cluster, child)
  } catch (error) {
    await stop()
    throw error
  }
  return { cluster, stop }
}

// The newest of Debian's folders: what stands in the PATH there is a wrapper that wants a
// cluster of the system's.
function programs(): string {
  const root = '/usr/lib/postgresql'
  try {
    const newest = readdirSync(root)
      .sort((a, b) => Number(a) - Number(b))
      .at(-1)
    if (newest) return join(root, newest, 'bin')
  } catch {
    // not Debian's
  }
  return execFileSync('pg_config', ['--bindir']).toString().trim()
}

// PostgreSQL refuses to run as root: then it runs as its own user.
function user(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString())
  return { uid: id('-u'), gid: id('-g') }
}

async function answers({ bin, port }: Cluster, child: ChildProcess): Promise<void> {
  for (const late = Date.now() + 60_000; ; await new Promise(resolve => setTimeout(resolve, 50))) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended with ${child.exitCode}`)
    try {
      await run(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'sportello', '-d', 'postgres'])
      return
    } catch (error) {
      if (Date.now() > late) throw error
    }
  }
}

// At once: the data goes anyway.
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const over = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGQUIT')
  await over
}
