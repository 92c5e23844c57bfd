import { expect } from 'vitest'
import { aPerson, aStranger, test } from '../support/examples.ts'
import { expectRefusal } from '../support/reply.ts'
import { everyRoute } from './routes.ts'

test('the OpenAPI document describes every row of the contract', async ({ parlor }) => {
  const routes = await everyRoute(aStranger(parlor))
  const rows = routes.map(({ method, template }) => `${method} ${template}`)
  expect(rows).toEqual(
    expect.arrayContaining([
      'POST /api/accounts',
      'POST /api/session',
      'GET /api/session',
      'DELETE /api/session',
      'GET /api/rooms',
      'POST /api/rooms',
      'DELETE /api/rooms/{id}',
      'PUT /api/me/room',
      'DELETE /api/me/room',
      'GET /api/rooms/{id}/messages',
      'POST /api/rooms/{id}/messages',
      'GET /api/rooms/{id}/changes',
      'GET /api/me/news',
    ]),
  )
})

test('the document names every code that a refusal may have', async ({ parlor }) => {
  const document = await aStranger(parlor).send('GET', '/api/openapi.json')
  for (const code of [
    'key_reused',
    'not_in_room',
    'too_many_requests',
    'invite_invalid',
    'muted',
  ]) {
    expect(document.text, code).toContain(`"${code}"`)
  }
})

test('every route answers as it is documented: with a status that its document knows', async ({
  parlor,
}) => {
  const anna = await aPerson(parlor)
  for (const { method, path, statuses } of await everyRoute(anna)) {
    if (path === '/api/openapi.json') continue
    const { status } = await (await aPerson(parlor)).send(method, path)
    const range = `${Math.floor(status / 100)}XX`
    const known = statuses.some((known) => [`${status}`, range, 'default'].includes(known))
    expect(known, `${method} ${path} answered ${status}, but knows ${statuses}`).toBe(true)
  }
})

test('everything but ways in and the document itself asks for a login', async ({ parlor }) => {
  const stranger = aStranger(parlor)
  const open = [
    'POST /api/accounts',
    'POST /api/session',
    'POST /api/password-resets/{code}',
    'GET /api/openapi.json',
    'GET /api/instance',
    'GET /api/instance/picture',
    'GET /api/invites/{code}',
  ]
  const harmless = ['DELETE /api/session']
  for (const { method, template, path } of await everyRoute(stranger)) {
    if ([...open, ...harmless].includes(`${method} ${template}`)) continue
    expectRefusal(await stranger.send(method, path, bodyFor(method)), 'not_logged_in')
  }
})

function bodyFor(method: string) {
  return method === 'POST' || method === 'PUT' ? {} : undefined
}
