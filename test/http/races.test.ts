import Type from 'typebox'
import { describe, expect } from 'vitest'
import { User } from '../../src/protocol/people.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { soon } from '../support/engines.ts'
import { aName, aPerson, type Parlor, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, type Reply } from '../support/reply.ts'
import { idOf } from './standing.ts'

describe('who comes in at the very moment', () => {
  test('at which they are banned is out, and one place goes to one of two', async ({ parlor }) => {
    const { anna, bob, eve, ids } = await three(parlor)
    await inEveryOrder(4, async (atOnce) => {
      const room = await anna.createRoom(aName('Den'), 'private')
      const code = await anInvitation(anna, room, 1)
      const [banned, byBob, byEve] = await atOnce(
        () => anna.send('PUT', `/api/rooms/${room.id}/bans/${ids.bob}`, {}),
        () => bob.send('POST', `/api/invites/${code}`),
        () => eve.send('POST', `/api/invites/${code}`),
        () => bob.send('PUT', '/api/me/room', { roomId: room.id }),
      )
      expect(banned).toBe(204)
      expect([200, 'invite_invalid']).toContain(byEve)
      // Who took the place may be put out again before that is said.
      const allowed = byEve === 200 ? ['invite_invalid', 'banned'] : [200, 'room_not_found']
      expect(allowed).toContain(byBob)
      const belong = new Set(byEve === 200 ? [ids.anna, ids.eve] : [ids.anna])
      const out = new Set([ids.bob])
      await expect
        .poll(() => standingIn(parlor, room, anna), soon)
        .toEqual({ belong, listed: belong, banned: out, listedAsBanned: out })
      await expect.poll(() => shown(bob, room), soon).toEqual(nothing)
      await expect.poll(() => shown(eve, room), soon).toMatchObject({ listed: byEve === 200 })
    })
  })

  test('at which one bans them and another adds them is either banned or belongs', async ({
    parlor,
  }) => {
    const { anna, bob, eve, ids } = await three(parlor)
    const room = await anna.createRoom(aName('Den'), 'private')
    await anna.act('PUT', room, 'members', ids.eve, { role: 'moderator' })
    const path = `/api/rooms/${room.id}`
    await inEveryOrder(2, async (atOnce) => {
      await anna.act('DELETE', room, 'bans', ids.bob)
      await anna.act('DELETE', room, 'members', ids.bob)
      const replies = await atOnce(
        () => anna.send('PUT', `${path}/members/${ids.bob}`, { role: 'member' }),
        () => eve.send('PUT', `${path}/bans/${ids.bob}`, {}),
      )
      expect(replies).toEqual([204, 204])
      const { belong, listed, banned, listedAsBanned } = await standingIn(parlor, room, anna)
      const belongs = belong.has(ids.bob)
      expect(banned).toEqual(new Set(belongs ? [] : [ids.bob]))
      expect(listedAsBanned).toEqual(banned)
      expect(listed).toEqual(belong)
      await expect.poll(() => shown(bob, room), soon).toMatchObject({ listed: belongs })
    })
  })

  test('at which the room is deleted is in no room, and finds none', async ({ parlor }) => {
    const { anna, bob, eve, ids } = await three(parlor)
    await inEveryOrder(4, async (atOnce) => {
      const room = await anna.createRoom(aName('Den'), 'private')
      const code = await anInvitation(anna, room, 5)
      await anna.act('PUT', room, 'members', ids.eve, { role: 'member' })
      const [deleted, accepted, entered, banned] = await atOnce(
        () => anna.send('DELETE', `/api/rooms/${room.id}`),
        () => bob.send('POST', `/api/invites/${code}`),
        () => eve.send('PUT', '/api/me/room', { roomId: room.id }),
        () => anna.send('PUT', `/api/rooms/${room.id}/bans/${ids.eve}`, {}),
      )
      expect(deleted).toBe(204)
      expect([200, 'invite_invalid', 'room_deleted', 'room_not_found']).toContain(accepted)
      expect([200, 'room_deleted', 'room_not_found']).toContain(entered)
      expect([204, 'room_deleted', 'room_not_found']).toContain(banned)
      for (const person of [anna, bob, eve]) {
        await expect.poll(() => shown(person, room), soon).toEqual(nothing)
      }
      expect(codeOf(await bob.send('POST', `/api/invites/${code}`))).toBe('invite_invalid')
    })
  })
})

async function three(parlor: Parlor) {
  const [anna, bob, eve] = [await aPerson(parlor), await aPerson(parlor), await aPerson(parlor)]
  const ids = { anna: await idOf(anna), bob: await idOf(bob), eve: await idOf(eve) }
  return { anna, bob, eve, ids }
}

async function anInvitation(by: Person, { id }: Room, uses: number): Promise<string> {
  const reply = await by.send('POST', `/api/rooms/${id}/invites`, { uses })
  return content(reply, 201, Made).invite.code
}

const Made = Type.Object({ invite: Type.Object({ code: Type.String() }) })
const Bans = Type.Object({ bans: Type.Array(Type.Object({ user: User })) })

/** What somebody is shown of a room. */
async function shown(to: Person, room: Room) {
  return {
    listed: (await to.rooms()).some(({ id }) => id === room.id),
    inside: (await to.session()).room?.id === room.id,
    polls: (await to.sendPoll(room)).status < 400,
  }
}

const nothing = { listed: false, inside: false, polls: false }

/** Who belongs to a room, and who is banned from it: by its database, and by what is shown of it. */
async function standingIn(parlor: Parlor, room: Room, owner: Person) {
  const { bans } = content(await owner.send('GET', `/api/rooms/${room.id}/bans`), 200, Bans)
  return {
    belong: await rowsOf(parlor, 'membership', room),
    listed: new Set((await owner.members(room)).map(({ user }) => user.id)),
    banned: await rowsOf(parlor, 'sanction', room),
    listedAsBanned: new Set(bans.map(({ user }) => user.id)),
  }
}

/** Whom the rows of a table are about that are about a room. */
async function rowsOf({ database }: Parlor, table: string, { id }: Room): Promise<Set<unknown>> {
  const rows = (await database.contents()).get(table) as Record<string, unknown>[]
  return new Set(rows.flatMap((row) => (row.room_id === id ? [row.person_id] : [])))
}

type AtOnce = (...requests: (() => Promise<Reply>)[]) => Promise<unknown[]>

/** Plays a round with each of `count` requests sent first, twice; what they are told, in the order given. */
async function inEveryOrder(count: number, round: (atOnce: AtOnce) => Promise<void>) {
  for (let first = 0; first < 2 * count; first += 1) {
    await round(async (...requests) => {
      const sent: Promise<Reply>[] = []
      for (const at of requests.keys()) {
        const next = (first + at) % count
        const send = requests[next]
        if (send) sent[next] = send()
      }
      return (await Promise.all(sent)).map(codeOf)
    })
  }
}

/** What somebody is told: the status, or why not. */
function codeOf({ status, body }: Reply): unknown {
  return status < 400 ? status : (body as { code: string }).code
}
