import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { vi } from 'vitest'
import { aDirectory } from './examples.ts'
import { freePort } from './postgres.ts'
import { run } from './running.ts'

/** Web servers of the distribution, where it has them. */
export type WebServer = 'nginx' | 'caddy'

export function isInstalled(command: WebServer): boolean {
  return spawnSync(command, ['version']).error === undefined
}

/**
 * Starts a web server on a port of its own.
 * @param config what it is to do there: for nginx within `http {}`, for Caddy a whole Caddyfile
 */
export async function aWebServer(
  command: WebServer,
  config: (port: number) => string,
): Promise<{ url: string }> {
  const [directory, port] = [await aDirectory(), await freePort()]
  const file = join(directory, 'config')
  if (command === 'nginx') {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${directory}/${name};`)
      .join('\n')
    const whole = `daemon off; pid ${directory}/pid; error_log stderr crit; events {}
      http { access_log off; ${temporary}\n${config(port)} }`
    await writeFile(file, whole)
    run(command, ['-c', file], directory)
  } else {
    await writeFile(file, `{\n\tadmin off\n}\n${config(port)}`)
    run(command, ['run', '--config', file, '--adapter', 'caddyfile'], directory, {
      HOME: directory,
    })
  }
  const url = `http://127.0.0.1:${port}`
  await vi.waitFor(() => fetch(url), { timeout: 15_000 })
  return { url }
}
