import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { isInstalled, wanted } from './installed.ts'

/**
 * `npm run test:browsers`: the flows in each browser that this machine has, one after the other.
 * `-- --all` fails where one is missing; `-- firefox webkit` takes only these; the rest goes to Vitest.
 */
const given = process.argv.slice(2)
const all = given.includes('--all')
const named = wanted.filter(({ name }) => given.includes(name))
const asked = named.length > 0 ? named : wanted
const rest = given.filter((part) => part !== '--all' && !wanted.some(({ name }) => name === part))
const found = asked.filter(({ name }) => isInstalled(name))
const missing = asked.filter(({ name }) => !isInstalled(name))

for (const { name } of found) console.log(`${name}: found`)
for (const { name, from } of missing) console.log(`${name}: not found, not run (${from})`)

if ((all || named.length > 0) && missing.length > 0) process.exit(1)
const vitest = join(
  dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
  'vitest.mjs',
)
const projects = found.flatMap(({ name }) => ['--project', `browsers (${name})`])
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--mode', 'browsers', ...projects, ...rest],
  { stdio: 'inherit' },
)
process.exit(status ?? 1)
