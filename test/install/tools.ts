import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A Node.js and an npm as somebody has them who has never seen Parlor. */
export interface Tools {
  /** The executable. */
  node: string
  /** npm-cli.js, which that Node.js runs. */
  npm: string
}

const checkout = join(import.meta.dirname, '../..')
/** Where they are installed, from a lock file of their own: not everybody needs 500 MB of them. */
const directory = join(checkout, 'node_modules/.cache/install-tools')

/** npm 12 on the Node.js that comes with Parlor. @throws NotReachable where npm cannot be had. */
export async function newestTools(): Promise<Tools> {
  await installTools(['--omit=optional'], 'npm-12')
  return { node: process.execPath, npm: npmCli('npm-12') }
}

/** @throws NotReachable where they cannot be had. */
export async function toolsOf(node: string, npm: string): Promise<Tools> {
  await installTools([], node)
  return { node: join(directory, 'node_modules', node, 'bin/node'), npm: npmCli(npm) }
}

/** The registry is out of reach, as on a train. */
export class NotReachable extends Error {}

async function installTools(options: string[], wanted: string): Promise<void> {
  const place = join(directory, 'node_modules', wanted)
  if (existsSync(place)) return
  await mkdir(directory, { recursive: true })
  for (const name of ['package.json', 'package-lock.json'])
    await copyFile(join(import.meta.dirname, 'tools', name), join(directory, name))
  const install = ['ci', '--prefer-offline', '--no-audit', '--no-fund', ...options]
  await promisify(execFile)('npm', install, { cwd: directory }).catch((error) => {
    throw isNetwork(error.stderr) ? new NotReachable(error.stderr) : error
  })
  if (!existsSync(place)) throw new Error(`npm has not installed ${wanted} on this machine.`)
}

/** Whether npm says that it could not reach its registry. */
export function isNetwork(output: string): boolean {
  return /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH)\b/.test(output)
}

function npmCli(name: string): string {
  return join(directory, 'node_modules', name, 'bin/npm-cli.js')
}
