import { expect } from 'vitest'
import { firstStorey, putFirstStorey } from '../databases/first-storey.ts'
import { aParlor, test } from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { expectRefusal } from '../support/reply.ts'

type Name = keyof typeof firstStorey.people

/** A server that finds the database of the first release, and those who were there. */
async function anOldParlor() {
  const parlor = await aParlor()
  await parlor.stop()
  await putFirstStorey(parlor.database)
  await parlor.startAgain()
  const back = (name: Name, session = 0) => {
    const { password, cookies } = firstStorey.people[name]
    const person = new Person(parlor, name, password)
    person.cookies.keep([cookies[session] ?? ''])
    return person
  }
  return { parlor, back }
}

test('a database of the first release is upgraded in place, and everybody goes on', async () => {
  const { parlor, back } = await anOldParlor()
  const [anna, ben, cleo] = [back('anna'), back('ben'), back('cleo')]
  const { tea, boathouse, gone } = firstStorey.rooms

  const inTea = (await ben.session()).room
  expect(inTea).toMatchObject({ id: tea, name: 'Tea', messages: 61 })
  expect((await back('anna', 1).session()).user.username).toBe('anna')
  const ended = new Person(parlor, 'anna', '')
  ended.cookies.keep([firstStorey.endedCookie])
  expectRefusal(await ended.send('GET', '/api/session'), 'not_logged_in')

  if (!inTea) throw new Error('Ben is not inside')
  const { messages } = await ben.poll(inTea, firstStorey.cursorOfBen)
  expect(messages.map(({ seq, body }) => [seq, body])).toEqual([[61, 'After the cursor.']])
  const [last] = messages
  if (!last) throw new Error('There is no message')
  const again = await anna.send('POST', `/api/rooms/${tea}/messages`, {
    body: last.body,
    key: last.key,
  })
  expect(again.status).toBe(200)
  expect(again.body).toMatchObject({ message: { id: last.id, seq: 61 } })
  expect((await anna.post(inTea, 'after the upgrade')).seq).toBe(62)

  const rooms = await cleo.rooms()
  expect(rooms.map(({ name }) => name).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'Boathouse',
    'Empty',
    'Tea',
  ])
  expect(rooms.find(({ id }) => id === tea)?.unread).toBe(52)
  expect(rooms.find(({ id }) => id === boathouse)?.people).toBe(1)
  const lost = await cleo.send('GET', `/api/rooms/${gone}/changes`)
  expectRefusal(lost, 'room_deleted')
})

test('twins from before stay who they are, log in as themselves, and get no third', async () => {
  const { parlor, back } = await anOldParlor()
  for (const name of ['ann x', 'ann  x', 'lily', 'Iily'] as const) {
    const { id, password } = firstStorey.people[name]
    const here = new Person(parlor, name, password)
    expect(await here.logIn()).toEqual({ id, username: name })
    expect((await back(name).session()).user).toMatchObject({ id, username: name })
  }
  const { password } = firstStorey.people.lily
  expect((await new Person(parlor, 'LILY', password).logIn()).username).toBe('lily')
  for (const username of ['ann   x', 'ANN X', '1ily', 'liIy']) {
    const third = new Person(parlor, username, 'a kettle for the third')
    const reply = await third.send('POST', '/api/accounts', { username, password: third.password })
    expectRefusal(reply, 'username_taken')
  }
})

test('a room that is deleted gives its name back', async ({ parlor }) => {
  const anna = new Person(
    parlor,
    `anna ${crypto.randomUUID().slice(0, 8)}`,
    'three words and a dot.',
  )
  await anna.signUp()
  const name = `Kettle ${crypto.randomUUID().slice(0, 8)}`
  const room = await anna.createRoom(name)
  const twin = name.replace('e', '\u0435')
  expectRefusal(await anna.send('POST', '/api/rooms', { name: twin }), 'room_name_taken')
  await anna.deleteRoom(room)
  expect((await anna.createRoom(twin)).name).toBe(twin)
})

test('what was said in a room that was deleted before the upgrade is cleared by it', async () => {
  const said = 'This room will be gone.'
  expect(JSON.stringify(firstStorey.tables)).toContain(said)
  const { parlor } = await anOldParlor()
  await expect.poll(() => parlor.database.text()).not.toContain(said)
  expect(await parlor.database.text()).toContain('After the cursor.')
})
