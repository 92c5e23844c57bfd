import Type from 'typebox'
import { describe, expect } from 'vitest'
import { Overview, ReportPage } from '../../src/protocol/admins.ts'
import { AuditPage } from '../../src/protocol/audit.ts'
import type { Message } from '../../src/protocol/messages.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { soon } from '../support/engines.ts'
import { aPerson, aRoom, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectInvalid, expectRefusal } from '../support/reply.ts'
import { anAdmin, theOwner } from './standing.ts'

const test = testIn({})

const report = (by: Person, room: Pick<Room, 'id'>, { id }: Pick<Message, 'id'>, reason: string) =>
  by.send('POST', `/api/rooms/${room.id}/messages/${id}/reports`, { reason })

async function reports(by: Person, path = '/api/reports') {
  return content(await by.send('GET', path), 200, ReportPage).reports
}

const idIn = (reply: Parameters<typeof content>[0]) =>
  content(reply, 201, Type.Object({ report: Type.Object({ id: Type.String() }) })).report.id

describe('a report', () => {
  test('reaches admins and whoever moderates the room, with what stands around', async ({
    parlor,
  }) => {
    const admin = await anAdmin(parlor)
    const [anna, bob, cleo] = [await aPerson(parlor), await aPerson(parlor), await aPerson(parlor)]
    const room = await aRoom(anna, bob)
    const elsewhere = await aRoom(cleo)
    idIn(await report(anna, elsewhere, await cleo.post(elsewhere, 'mine'), 'In another room.'))
    const said = []
    for (const body of ['one', 'two', 'three', 'rude', 'five', 'six', 'seven']) {
      said.push(await bob.post(room, body))
    }
    const rude = said[3]
    if (!rude) throw new Error('nothing was said')
    // Whoever may read it may report it, inside or not.
    const id = idIn(await report(cleo, room, rude, '  He is rude.  '))
    expect(idIn(await report(cleo, room, rude, 'He is rude again.')), 'the same one').toBe(id)
    const ofRoom = `/api/rooms/${room.id}/reports`
    expect(await reports(anna, ofRoom), 'of this room alone').toHaveLength(1)
    for (const seen of [await reports(admin), await reports(anna, ofRoom)]) {
      const [first] = seen
      expect(first).toMatchObject({
        id,
        state: 'open',
        reason: 'He is rude again.',
        reportedBy: { username: cleo.name },
        person: { username: bob.name },
        room: { id: room.id, name: room.name },
        message: { id: rude.id, body: 'rude' },
        handledBy: null,
      })
      expect(first?.context.map(({ body }) => body)).toEqual(['two', 'three', 'five', 'six'])
    }
    expectRefusal(await bob.send('GET', '/api/reports'), 'not_allowed')
    expectRefusal(await anna.send('GET', '/api/reports'), 'not_allowed')
    expectRefusal(await bob.send('GET', ofRoom), 'not_allowed')

    await admin.deleteMessage(room, rude)
    const text = JSON.stringify([await reports(admin), await admin.send('GET', '/api/audit')])
    expect(text).not.toContain('"rude"')
    const { entries } = content(await admin.send('GET', '/api/audit'), 200, AuditPage)
    expect(entries[0]).toMatchObject({
      act: 'message_deleted',
      actor: { username: admin.name },
      person: { username: bob.name },
      room: { id: room.id },
      seq: 4,
    })
  })

  test('is closed by those who were shown it, and that is written down', async ({ parlor }) => {
    const owner = await theOwner(parlor)
    const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
    const room = await aRoom(anna, bob)
    const message = await bob.post(room, 'spam')
    const path = `/api/reports/${idIn(await report(anna, room, message, 'Spam.'))}`
    expectRefusal(await bob.send('PATCH', path, { state: 'dismissed' }), 'not_allowed')
    expectRefusal(await bob.send('PATCH', '/api/reports/999999', { state: 'open' }), 'not_allowed')
    expectRefusal(await owner.send('PATCH', '/api/reports/999999', { state: 'open' }), 'not_found')
    expectInvalid(await owner.send('PATCH', path, { state: 'forgotten' }), 'state')
    const counted = async () => content(await owner.send('GET', '/api/overview'), 200, Overview)
    const before = await counted()
    expect((await anna.send('PATCH', path, { state: 'resolved' })).status).toBe(204)
    expect((await counted()).openReports).toBe(before.openReports - 1)
    expect((await owner.send('PATCH', path, { state: 'resolved' })).status).toBe(204)
    const [first] = await reports(owner)
    expect(first).toMatchObject({ state: 'resolved', handledBy: { username: anna.name } })
    const handledAt = Date.parse(first?.handledAt ?? '')
    expect(handledAt).toBeGreaterThanOrEqual(Date.parse(message.postedAt))
    expect(handledAt).toBeLessThanOrEqual(Date.now())
    const open = await reports(owner, '/api/reports?state=open')
    expect(open.map(({ id }) => id)).not.toContain(first?.id)
    const { entries } = content(await owner.send('GET', '/api/audit'), 200, AuditPage)
    expect(entries[0]).toMatchObject({
      act: 'report_handled',
      actor: { username: anna.name },
      detail: 'resolved',
    })
  })

  test('of what is not there, or says nothing, is refused', async ({ parlor }) => {
    const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
    const [room, other] = [await aRoom(anna), await aRoom(bob)]
    const message = await anna.post(room, 'hello')
    expectRefusal(await report(bob, { id: 'nowhere' }, message, 'x'), 'room_not_found')
    expectRefusal(await report(bob, other, message, 'x'), 'message_not_found')
    expectRefusal(await report(bob, room, { id: '999999' }, 'x'), 'message_not_found')
    for (const reason of ['', '  ', '\u0000', '\u202E', 'x'.repeat(501)]) {
      expectInvalid(await report(bob, room, message, reason), 'reason')
    }
    idIn(await report(bob, room, message, 'x'.repeat(500)))
    await anna.deleteMessage(room, message)
    expectRefusal(await report(bob, room, message, 'x'), 'message_deleted')
  })
})

describe('a report of what is private', () => {
  test('is no key: admins learn that it is there, and moderators what was said', async ({
    parlor,
  }) => {
    const admin = await anAdmin(parlor)
    const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
    const made = await anna.send('POST', '/api/rooms', { name: 'Committee', kind: 'private' })
    const { room } = content(made, 201, Type.Object({ room: Type.Any() })) as { room: Room }
    const invited = await anna.send('POST', `/api/rooms/${room.id}/invites`, {})
    const { code } = (invited.body as { invite: { code: string } }).invite
    await bob.send('POST', `/api/invites/${code}`)
    await bob.join(room)
    const message = await bob.post(room, 'a private insult')
    expectRefusal(await report(admin, room, message, 'x'), 'room_not_found')
    const path = `/api/reports/${idIn(await report(anna, room, message, 'He insults me.'))}`

    const reply = await admin.send('GET', '/api/reports?state=open')
    expect(content(reply, 200, ReportPage).reports[0]).toMatchObject({
      reason: 'He insults me.',
      person: { username: bob.name },
      room: null,
      message: null,
      context: [],
    })
    for (const secret of ['Committee', room.id, 'a private insult']) {
      expect(reply.text).not.toContain(secret)
    }
    const ofRoom = `/api/rooms/${room.id}/reports`
    expectRefusal(await admin.send('GET', ofRoom), 'room_not_found')
    expect((await reports(anna, ofRoom))[0]).toMatchObject({
      message: { body: 'a private insult' },
    })
    const span = { from: new Date(0).toISOString() }
    const clear = `/api/people/${message.author.id}/message-deletions`
    expect((await admin.send('POST', clear, span)).body).toEqual({ deleted: 0 })
    const there = { ...span, roomId: room.id }
    expectRefusal(await admin.send('POST', clear, there), 'room_not_found')
    expect((await admin.send('PATCH', path, { state: 'resolved' })).status).toBe(204)
    const log = await admin.send('GET', '/api/audit')
    for (const secret of ['Committee', room.id]) expect(log.text).not.toContain(secret)
  })
})

describe('an admin', () => {
  test('deletes anybody’s message in an open room, without being inside', async ({ parlor }) => {
    const admin = await anAdmin(parlor)
    const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
    const room = await aRoom(anna, bob)
    const message = await anna.post(room, 'not nice')
    const { cursor } = await bob.poll(room)
    expectRefusal(await bob.sendDeletion(room, message), 'not_author')
    await admin.deleteMessage(room, message)
    await expect
      .poll(async () => (await bob.poll(room, cursor)).revised?.[0], soon)
      .toMatchObject({ id: message.id, body: '' })
    await admin.deleteMessage(room, message)
  })
})
