import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, symlink } from 'node:fs/promises'
import { basename, delimiter, join } from 'node:path'
import { expect } from 'vitest'
import { aDirectory } from '../support/examples.ts'
import { type Running, run, urlOf } from '../support/running.ts'
import { isNetwork, NotReachable, type Tools } from './tools.ts'

const checkout = join(import.meta.dirname, '../..')
/** What a clone does not have. */
const ofThisCheckout = /^(node_modules|dist|screenshots|\.data|\.git|.*\.(db|db-shm|db-wal|log))$/

/** A folder, and npm in it as somebody runs it who has only `tools`. */
export interface Clone {
  npm(parts: string[], environment?: Record<string, string>): Running
  /** Whether a package is installed there. */
  has(name: string): boolean
  /** An empty folder beside it. */
  elsewhere(): Promise<Clone>
}

/** A folder in which there is nothing yet. */
export async function anEmptyFolder(tools: Tools): Promise<Clone> {
  const directory = await aDirectory()
  const place = join(directory, 'place')
  await mkdir(place)
  return folder(place, await aBin(directory, tools))
}

/** A fresh clone of this checkout as it is now. */
export async function aFreshClone(tools: Tools): Promise<Clone> {
  const directory = await aDirectory()
  // PostgreSQL, which the tests there run as another user where they run as root, has to get in.
  await chmod(directory, 0o755)
  const clone = join(directory, 'parlor')
  await cp(checkout, clone, {
    recursive: true,
    filter: (source) => source === checkout || !ofThisCheckout.test(basename(source)),
  })
  return folder(clone, await aBin(directory, tools))
}

/** A folder of `directory` that has these tools and no others. */
async function aBin(directory: string, { node, npm }: Tools): Promise<string> {
  const bin = join(directory, 'bin')
  await mkdir(bin)
  await symlink(node, join(bin, 'node'))
  await symlink(npm, join(bin, 'npm'))
  return bin
}

function folder(place: string, bin: string): Clone {
  return {
    npm: (parts, environment = {}) =>
      run(join(bin, 'npm'), parts, place, { ...withoutOurs(bin), ...environment }),
    has: (name) => existsSync(join(place, 'node_modules', name)),
    elsewhere: async () => {
      const other = join(place, '../elsewhere')
      await mkdir(other)
      return folder(other, bin)
    },
  }
}

/** @returns what npm said. @throws NotReachable if its registry is not. */
export async function install(
  { npm }: Clone,
  parts: string[],
  environment?: Record<string, string>,
): Promise<string> {
  const installing = npm(parts, environment)
  const code = await installing.exitCode()
  const said = installing.lines.join('\n')
  if (code !== 0 && isNetwork(said)) throw new NotReachable(said)
  expect(code, said).toBe(0)
  return said
}

/** Looks at the page and what it loads, and creates an account. */
export async function expectPage(server: Running): Promise<void> {
  const url = await urlOf(server)
  const page = await fetch(url)
  expect(page.headers.get('content-type')).toMatch(/html/)
  const [, script = ''] = (await page.text()).match(/<script[^>]* src="([^"]+)"/) ?? []
  expect((await fetch(new URL(script, url))).headers.get('content-type')).toMatch(/javascript/)
  // An account takes what is native: Argon2 and SQLite.
  const account = { username: 'anna', password: 'three words and a dot.' }
  const made = await fetch(new URL('/api/accounts', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(account),
  })
  expect(made.status).toBe(201)
}

/** Ends what `npm start` started by a signal to npm alone, as a supervisor does. */
export async function expectEnd(npmStart: Running): Promise<void> {
  process.kill(npmStart.pid ?? 0, 'SIGTERM')
  expect(await npmStart.exitCode(), npmStart.lines.join('\n')).toBe(0)
}

/** The environment of this run without what its own npm and this checkout have put into it. */
function withoutOurs(bin: string): Record<string, string> {
  const path = (process.env.PATH ?? '').split(delimiter)
  const npms = Object.keys(process.env).filter((name) => /^npm_/i.test(name))
  return {
    ...Object.fromEntries(npms.map((name) => [name, ''])),
    NODE_COMPILE_CACHE: '',
    PATH: [bin, ...path.filter((part) => !part.includes('node_modules'))].join(delimiter),
  }
}
