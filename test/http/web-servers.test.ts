import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aName, aParlor, aPerson, aRoom, aStranger } from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { readAnswer, sendLines } from '../support/raw.ts'
import { aWebServer, isInstalled } from '../support/web-server.ts'

/** What is passed on below /chat, by those who configure it in the shortest way. */
const below = {
  'nginx, which takes the path off': (host: string) => ({
    command: 'nginx' as const,
    config: (port: number) =>
      `server { listen 127.0.0.1:${port}; location /chat/ { proxy_pass http://${host}/; } }`,
  }),
  'nginx, which passes it on': (host: string) => ({
    command: 'nginx' as const,
    config: (port: number) =>
      `server { listen 127.0.0.1:${port}; location /chat { proxy_pass http://${host}; } }`,
  }),
  'Caddy, which takes the path off': (host: string) => ({
    command: 'caddy' as const,
    config: (port: number) =>
      `http://127.0.0.1:${port} {\n\tredir /chat /chat/\n\thandle_path /chat/* {\n\t\treverse_proxy ${host}\n\t}\n}\n`,
  }),
  'Caddy, which passes it on': (host: string) => ({
    command: 'caddy' as const,
    config: (port: number) => `http://127.0.0.1:${port} {\n\treverse_proxy /chat* ${host}\n}\n`,
  }),
}

test.for(Object.entries(below))('below a path of %s, one can talk', async ([, ways], { skip }) => {
  const parlor = await aParlor({ BASE_PATH: '/chat' })
  const { command, config } = ways(new URL(parlor.url).host)
  if (!isInstalled(command)) return skip(`${command} is not installed`)
  const { url } = await aWebServer(command, config)
  const { name, password } = aStranger(parlor)
  const anna = new Person({ url: `${url}/chat` }, name, password)
  await anna.signUp()
  const room = await aRoom(anna)
  await anna.post(room, 'below')
  expect((await anna.catchUp(room)).messages).toHaveLength(1)
  const { text } = await anna.send('GET', `/rooms/${room.id}`)
  expect(text).toContain(room.name)
  for (const [, address] of text.matchAll(/ (?:src|href)="([^"]*)"/g)) {
    expect((await fetch(url + address)).status, address).toBe(200)
  }
  const bare = await fetch(`${url}/chat`)
  expect([bare.status, new URL(bare.url).pathname]).toEqual([200, '/chat/'])
})

describe('nginx', () => {
  const installed = isInstalled('nginx')

  test.runIf(installed)('with nothing but proxy_pass: a browser can write', async () => {
    const parlor = await aParlor()
    const proxy = await aWebServer(
      'nginx',
      (port) => `server { listen 127.0.0.1:${port}; location / { proxy_pass ${parlor.url}; } }`,
    )
    const anna = await aPerson(proxy)
    const browser = { origin: 'http://chat.example.org', 'sec-fetch-site': 'same-origin' }
    const name = aName('Tea')
    expect((await anna.send('POST', '/api/rooms', { name }, browser)).status).toBe(201)
  })

  test.runIf(installed)(
    'as we configure it passes on the host, and no claim about it',
    async () => {
      const parlor = await aParlor({
        TRUSTED_PROXIES: '127.0.0.1',
        ALLOWED_HOSTS: 'chat.example.org',
      })
      const proxy = await nginxAsShipped(parlor)
      const statusAt = async (host: string, ...more: string[]) =>
        readAnswer(await sendLines(proxy, 'GET /rooms HTTP/1.1', `Host: ${host}`, ...more)).status
      expect(await statusAt('chat.example.org')).toBe(200)
      expect(await statusAt('rebind.example')).toBe(421)
      for (const claimed of ['chat.example.org', 'localhost', 'rebind.example']) {
        const claim = `X-Forwarded-Host: ${claimed}`
        expect(await statusAt('rebind.example', claim), claim).toBe(421)
        expect(await statusAt('chat.example.org', claim), claim).toBe(200)
      }
    },
  )

  test.runIf(installed)('as we configure it lets files through', async () => {
    const parlor = await aParlor({ TRUSTED_PROXIES: '127.0.0.1' })
    const anna = await aPerson(await nginxAsShipped(parlor))
    const room = await aRoom(anna)
    const content = 'a line of a long file\n'.repeat(100_000)
    const file = await anna.upload(room, 'long.txt', content)
    await anna.postFiles(room, 'here it is', file)
    expect((await anna.download(file)).bytes.toString()).toBe(content)
  })
})

/** nginx with our site, but for addresses and TLS. */
async function nginxAsShipped(parlor: { readonly url: string }) {
  const shipped = await readFile(join(import.meta.dirname, '../../deploy/nginx-site.conf'), 'utf8')
  return aWebServer('nginx', (port) =>
    shipped
      .replace(/server 127.0.0.1:500[23].*/g, '')
      .replace('127.0.0.1:5001', new URL(parlor.url).host)
      .replace(/server \{\s+listen 80;[^}]*\}/, '')
      .replace(/listen 443 ssl http2;/, `listen 127.0.0.1:${port};`)
      .replace(/^.*(listen \[::\]:443|ssl_).*$/gm, ''),
  )
}
