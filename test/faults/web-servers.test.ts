import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { freePort } from '../support/postgres.ts'
import { run } from '../support/running.ts'
import { aFleet, type Fleet } from './fleet.ts'
import { thorough } from './intensity.ts'
import { skipBecause } from './skipping.ts'

const deploy = join(import.meta.dirname, '../../deploy')
const kills = 10

/** Web servers of the distribution, with the configuration that we ship, but for addresses and TLS. */
const webServers = {
  nginx: {
    command: 'nginx',
    config: async (fleet: Fleet, port: number, directory: string) => {
      const site = await readFile(join(deploy, 'nginx-site.conf'), 'utf8')
      const plain = withPorts(site, fleet)
        .replace(/server \{\s+listen 80;[^}]*\}/, '')
        .replace(/listen 443 ssl http2;/, `listen 127.0.0.1:${port};`)
        .replace(/^.*(listen \[::\]:443|ssl_).*$/gm, '')
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${directory}/${name};`)
        .join('\n')
      return `daemon off; pid ${directory}/pid; error_log stderr crit;
        events {}
        http { ${temporary}\n${plain} }`
    },
    parts: (file: string) => ['-c', file],
    unlucky: undefined,
  },
  caddy: {
    command: 'caddy',
    config: async (fleet: Fleet, port: number) => {
      const site = await readFile(join(deploy, 'Caddyfile'), 'utf8')
      const plain = withPorts(site, fleet).replace('chat.example.org', `http://127.0.0.1:${port}`)
      return `{\n\tadmin off\n}\n${plain}`
    },
    parts: (file: string) => ['run', '--config', file, '--adapter', 'caddyfile'],
    unlucky: 'post 502',
  },
}

// Two more web servers on a busy machine tell little: `npm run test:faults` alone does it.
describe.runIf(thorough).for(['nginx', 'caddy'] as const)(
  '%s in front of three processes',
  (name) => {
    const { command, config, parts, unlucky } = webServers[name]

    test('one of which is killed again and again: polls are answered all the same, and posts but for those under way', {
      timeout: 300_000,
    }, async ({ skip }) => {
      skipBecause(skip, isInstalled(command) ? undefined : `${command} is not installed`)
      const fleet = await aFleet({ on: 'postgres' })
      const directory = await aDirectory()
      const port = await freePort()
      const file = join(directory, 'config')
      await writeFile(file, await config(fleet, port, directory))
      run(command, parts(file), directory, { HOME: directory })
      const through = { url: `http://127.0.0.1:${port}` }
      const anna = await aPerson(fleet)
      const room = await aRoom(anna)
      const visitor = new Person(through, anna.name, anna.password)
      await expect.poll(() => visitor.logIn().then(() => 'in', String)).toBe('in')

      const counted = new Map<string, number>()
      // Not every answer need be Parlor's: the web server may give one of its own.
      const ask = async (what: string, path: string, init: RequestInit) => {
        const headers = { cookie: visitor.cookies.header(), 'content-type': 'application/json' }
        const address = `${through.url}/api/rooms/${room.id}/${path}`
        const { status } = await fetch(address, { ...init, headers })
        counted.set(`${what} ${status}`, (counted.get(`${what} ${status}`) ?? 0) + 1)
      }
      let over = false
      const posting = async () => {
        while (!over) {
          const body = JSON.stringify({ body: 'still there?', key: randomUUID() })
          await ask('post', 'messages', { method: 'POST', body })
        }
      }
      const polling = async () => {
        while (!over) {
          await ask('poll', 'changes', {})
          await wait(20)
        }
      }
      const load = Promise.all([posting(), posting(), polling()])
      for (let at = 0; at < kills; at += 1) {
        await wait(500)
        await fleet.servers[at % 3]?.kill()
        await wait(500)
        await fleet.servers[at % 3]?.start()
      }
      over = true
      await load
      console.log(`${name}, ${kills} kills:`, JSON.stringify(Object.fromEntries(counted)))
      for (const what of ['poll 200', 'post 201']) expect(counted.get(what)).toBeGreaterThan(0)
      const others = [...counted.keys()].filter((what) => !/^(poll 200|post 20[01])$/.test(what))
      expect(others.filter((what) => what !== unlucky)).toEqual([])
      // Under way when its process was killed: one a writer at the most, and its key makes a repeat safe.
      expect(counted.get(unlucky ?? '') ?? 0).toBeLessThanOrEqual(2 * kills)
    })
  },
)

function withPorts(config: string, { servers }: Fleet): string {
  return servers.reduce(
    (text, { url }, at) => text.replace(`127.0.0.1:500${at + 1}`, new URL(url).host),
    config,
  )
}

function isInstalled(command: string): boolean {
  return spawnSync(command, ['version']).error === undefined
}
