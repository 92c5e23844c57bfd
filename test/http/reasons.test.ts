import { expect } from 'vitest'
import { AuditPage } from '../../src/protocol/audit.ts'
import { annaAndBob, aParlor, test } from '../support/examples.ts'
import { content, expectRefusal, type Reply } from '../support/reply.ts'
import { anAdmin, idOf, theOwner } from './standing.ts'

test('whoever has power over others says why, and admins read it', async () => {
  const parlor = await aParlor()
  const [owner, admin] = [await theOwner(parlor), await anAdmin(parlor)]
  const { anna, bob, room } = await annaAndBob(parlor)
  const path = `/api/rooms/${room.id}`
  const { id, seq } = await bob.post(room, 'what nobody should read')
  const own = await bob.post(room, 'what I take back myself')
  const bobId = await idOf(bob)
  nothing(await bob.send('DELETE', `${path}/messages/${own.id}`, { reason: 'a typo' }))
  nothing(await anna.send('DELETE', `${path}/messages/${id}`, { reason: 'names a stranger' }))
  const person = `/api/people/${bobId}`
  await owner.send('PATCH', person, { role: 'admin', reason: 'helps' })
  await owner.send('PATCH', person, { role: 'member', reason: 'helped' })
  await owner.send('PATCH', person, { disabled: true, reason: 'asked for it' })
  await owner.send('PATCH', person, { disabled: false })
  nothing(await admin.send('DELETE', path, { reason: 'nobody looks after it' }))

  const { entries } = content(await admin.send('GET', '/api/audit'), 200, AuditPage)
  const about = entries.filter((each) => each.person?.id === bobId || each.room?.id === room.id)
  expect(about.toReversed().map((each) => [each.act, each.seq, each.reason])).toEqual([
    ['message_deleted', seq, 'names a stranger'],
    ['role_changed', null, 'helps'],
    ['role_changed', null, 'helped'],
    ['person_disabled', null, 'asked for it'],
    ['person_enabled', null, null],
    ['room_deleted', null, 'nobody looks after it'],
  ])
})

test('a reason is 1 to 500 characters that one sees, or the act does not happen', async ({
  parlor,
}) => {
  const { anna, bob, room } = await annaAndBob(parlor)
  const bobId = await idOf(bob)
  const place = `/api/rooms/${room.id}`
  const { id } = await bob.post(room, 'still here')
  for (const reason of ['', 'x'.repeat(501), 'a\u202Eb', 'a\u0000b', 7]) {
    for (const [method, path, body] of [
      ['DELETE', `${place}/members/${bobId}`, {}],
      ['DELETE', `${place}/messages/${id}`, {}],
      ['PUT', `${place}/mutes/${bobId}`, { until: '2100-01-01T00:00:00.000Z' }],
      ['PUT', `${place}/members/${bobId}`, { role: 'moderator' }],
      ['PATCH', place, { slowMode: 30 }],
    ] as const) {
      expectRefusal(await anna.send(method, path, { ...body, reason }), 'invalid_input')
    }
  }
  nothing(
    await anna.send('PUT', `${place}/mutes/${bobId}`, {
      until: '2100-01-01T00:00:00.000Z',
      reason: 'x'.repeat(500),
    }),
  )
  const { messages } = await anna.history(room)
  expect(messages.map(({ deletedAt }) => deletedAt)).toEqual([null])
})

function nothing({ status }: Reply): void {
  expect(status).toBe(204)
}
