import Type from 'typebox'
import { expect } from 'vitest'
import { Invite } from '../../src/protocol/invites.ts'
import { aName, aPerson, aStranger, test } from '../support/examples.ts'
import { content } from '../support/reply.ts'
import { idOf } from './standing.ts'

test('roles are nobody’s to take by a word in a body where none belongs', async ({ parlor }) => {
  // Whoever has the first account owns the instance without a word.
  const boss = await aPerson(parlor)
  const word = { role: 'owner', disabled: false, ban: null, createdBy: 'me', id: 'mine' }
  const anna = aStranger(parlor)
  const { name: username, password } = anna
  await anna.send('POST', '/api/accounts', { username, password, ...word })
  const room = await boss.createRoom(aName('Tea'))
  const path = `/api/rooms/${room.id}`
  const id = await idOf(anna)
  await anna.join(room)
  await anna.send('PATCH', '/api/me', { username: aName('anna'), ...word })
  await anna.send('PUT', '/api/me/room', { roomId: room.id, ...word })
  await anna.send('PUT', `/api/me/rooms/${room.id}`, { notify: 'all', ...word })
  await anna.send('PATCH', path, word)
  await boss.send('PUT', `${path}/members/${id}`, { role: 'owner' })
  await boss.send('PUT', `${path}/members/${id}`, { role: 'admin' })
  await anna.send('PUT', `${path}/members/${id}`, { role: 'moderator' })
  const made = await boss.send('POST', `${path}/invites`, {})
  const { code } = content(made, 201, Type.Object({ invite: Invite })).invite
  await anna.send('POST', `/api/invites/${code}`, word)
  expect((await anna.session()).user).toMatchObject({ id, role: 'member' })
  const roles = (await boss.members(room)).map(({ user, role }) => [user.id, role])
  expect(roles).toEqual([
    [await idOf(boss), 'owner'],
    [id, 'member'],
  ])
})
