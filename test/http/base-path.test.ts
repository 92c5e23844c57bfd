import { describe, expect } from 'vitest'
import { pageRoutes } from '../../src/server/http/pages.ts'
import { aName, aParlor, aPerson, aRoom, aStranger, test } from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { aProxy } from '../support/proxy.ts'
import { readConfig } from '../support/server.ts'

/** How proxies pass on what lies below `/chat`: as it came, or without the path. */
const proxies = {
  'passes it on': (path: string) => path,
  'takes it off': (path: string) => path.replace(/^\/chat(?=\/)/, ''),
}

/** A Parlor below /chat of some host, and somebody who comes there. */
async function below(path: (path: string) => string) {
  const parlor = await aParlor({ BASE_PATH: '/chat/' })
  const { url } = await aProxy(parlor, { path })
  const { name, password } = aStranger(parlor)
  return { host: url, anna: new Person({ url: `${url}/chat` }, name, password) }
}

describe.for(Object.entries(proxies))('below /chat, where a proxy %s', ([, path]) => {
  test('one can talk', async () => {
    const { anna } = await below(path)
    await anna.signUp()
    const room = await aRoom(anna)
    const { id } = await anna.post(room, 'below')
    expect((await anna.catchUp(room)).messages.map((message) => message.id)).toEqual([id])
  })

  test('all that the page names is below it, and is there', async () => {
    const { host, anna } = await below(path)
    for (const place of ['/', '/rooms', '/rooms/some-room', '/index.html', '/nothing/here']) {
      const { text } = await anna.send('GET', place)
      const named = [...text.matchAll(/ (?:src|href)="([^"]*)"/g)].map(
        ([, address = '']) => address,
      )
      expect(named.length).toBeGreaterThan(4)
      for (const address of named) {
        expect(address).toMatch(/^\/chat\//)
        expect((await fetch(host + address)).status, address).toBe(200)
      }
    }
  })

  test('the manifest and the worker stay below it', async () => {
    const { host, anna } = await below(path)
    const { text } = await anna.send('GET', '/manifest.webmanifest')
    const manifest = JSON.parse(text)
    const at = `${host}/chat/manifest.webmanifest`
    expect(new URL(manifest.start_url, at).pathname).toBe('/chat/')
    expect(new URL(manifest.scope, at).pathname).toBe('/chat/')
    for (const { url } of manifest.shortcuts) {
      expect((await fetch(new URL(url, at))).status, url).toBe(200)
    }
    for (const { src } of manifest.icons) expect((await fetch(new URL(src, at))).status).toBe(200)
    expect((await anna.send('GET', '/sw.js')).status).toBe(200)
  })

  test('what is not there is said as anywhere', async () => {
    const { anna } = await below(path)
    const page = await anna.send('GET', '/nowhere')
    expect([page.status, page.headers.get('content-type')]).toEqual([
      404,
      'text/html; charset=utf-8',
    ])
    expect((await anna.send('GET', '/api/nowhere')).status).toBe(404)
  })

  test('the description of the API says where it is', async () => {
    const { anna } = await below(path)
    expect((await anna.send('GET', '/api/openapi.json')).body).toMatchObject({
      servers: [{ url: '/chat' }],
    })
  })
})

test('the path without its slash leads to the one with it', async () => {
  const { host } = await below((path) => path)
  for (const query of ['', '?x=1']) {
    const reply = await fetch(`${host}/chat${query}`, { redirect: 'manual' })
    expect([reply.status, reply.headers.get('location')]).toEqual([308, `/chat/${query}`])
  }
})

test('a path that only begins alike is not below it', async () => {
  const { host } = await below((path) => path)
  expect((await fetch(`${host}/chatter/rooms`)).status).toBe(404)
})

test('at the root nothing is below anything', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  await anna.createRoom(aName('Tea'))
  const { text } = await anna.send('GET', '/rooms')
  for (const [, address] of text.matchAll(/ (?:src|href)="([^"]*)"/g)) {
    expect(address).toMatch(/^\/[^/]/)
  }
  expect((await anna.send('GET', '/chat/rooms')).status).toBe(404)
})

test.for(['chat', '/a b', '/a?b', '/a"b', '/../x', '//host', '/api', '/rooms/x', '/é'])(
  'BASE_PATH=%s is refused by name',
  (path) => {
    expect(() => readConfig({ BASE_PATH: path })).toThrow(/^BASE_PATH /)
  },
)

test('nor any that begins like a page, which below it could not be told from it', () => {
  const first = new Set(pageRoutes.map((route) => route.split('/')[1]).filter(Boolean))
  expect(first).toContain('admin')
  for (const name of first)
    expect(() => readConfig({ BASE_PATH: `/${name}` }), name).toThrow(/^BASE_PATH must not begin/)
})

test.for([
  ['/', ''],
  ['/chat', '/chat'],
  ['/chat/', '/chat'],
  ['/a.b/c-d', '/a.b/c-d'],
])('BASE_PATH=%s is taken', ([text, path]) => {
  expect(readConfig({ BASE_PATH: text }).basePath).toBe(path)
})
