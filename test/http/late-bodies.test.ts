import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { aName, aPassword, aPerson, aRoom, test } from '../support/examples.ts'
import { aConnection } from './raw.ts'
import { everyWrite, takesBytes } from './routes.ts'

/** What a person does without a session. */
const needsNone = /^POST \/api\/(accounts|session|password-resets)\b/

test('a request whose body comes after its session ended is refused, and writes nothing', async ({
  parlor,
}) => {
  const bob = await aPerson(parlor)
  const room = await aRoom(bob)
  const routes = (await everyWrite(bob, room.id)).filter(
    ({ method, template }) =>
      !needsNone.test(`${method} ${template}`) && !takesBytes.test(template),
  )
  expect(routes.length).toBeGreaterThanOrEqual(8)
  for (const { method, path } of routes) {
    const anna = await aPerson(parlor)
    await anna.join(room)
    const phone = await anna.inAnotherWindow()
    const body = JSON.stringify({
      name: aName('Late'),
      roomId: room.id,
      body: 'late',
      key: randomUUID(),
      seq: 1,
      password: { current: anna.password, new: aPassword() },
    })
    const connection = aConnection(parlor)
    const lines = [
      `${method} ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      `Cookie: ${anna.cookies.header()}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ]
    connection.send(`${lines.join('\r\n')}\r\n\r\n${body.slice(0, 9)}`)
    // An answer on a second connection says that what came before on the first was read.
    await anna.session()
    await anna.logOut()
    const before = await written(parlor)
    connection.send(body.slice(9))
    const [reply] = await connection.replies(1)
    expect(reply?.status, `${method} ${path}: ${reply?.body}`).toBe(401)
    expect(JSON.parse(String(reply?.body)).code).toBe('not_logged_in')
    expect(await written(parlor), `${method} ${path}`).toEqual(before)
    await phone.logOut()
  }
}, 120_000)

/** Everything that people made, and where they are; not who fell quiet, which the server notes by itself. */
async function written({
  database,
}: {
  database: { contents(): Promise<Map<string, unknown[]>> }
}) {
  const contents = await database.contents()
  const noted = new Set(['rev', 'quiet_since'])
  return ['person', 'room', 'membership', 'presence', 'message'].map((table) =>
    JSON.stringify(contents.get(table), (name, value) => (noted.has(name) ? undefined : value)),
  )
}
