import { describe, expect, vi } from 'vitest'
import type { Message } from '../../src/protocol/messages.ts'
import { soon } from '../support/engines.ts'
import { aPerson, aRoom, type Parlor, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'

describe('a reaction', () => {
  test('is told as revised to everyone inside, and stands in every page', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor)
    const ids = { anna: (await anna.session()).user.id, bob: (await bob.session()).user.id }
    expect(message.reactions).toEqual([])
    const { cursor } = await bob.join(room)
    await anna.react(room, message, '👍')
    const reacted = await bob.react(room, message, '👍')
    expect(reacted.reactions).toEqual([{ emoji: '👍', people: [ids.anna, ids.bob] }])
    expect(reacted).toEqual({
      ...message,
      version: expect.any(Number),
      reactions: reacted.reactions,
    })
    expect(reacted.version).toBeGreaterThan(message.version)
    await vi.waitFor(async () => {
      const { revised, messages } = await bob.poll(room, cursor)
      expect({ revised, messages }).toEqual({ revised: [reacted], messages: [] })
    }, soon)
    expect((await bob.history(room)).messages).toEqual([reacted])
    expect((await bob.join(room)).messages).toEqual([reacted])
  })

  test('put again, or taken away again, changes nothing', async ({ parlor }) => {
    const { bob, room, message } = await aMessage(parlor)
    const once = await bob.react(room, message, '🫖')
    expect(await bob.react(room, message, '🫖')).toEqual(once)
    const without = await bob.unreact(room, message, '🫖')
    expect(without.reactions).toEqual([])
    expect(await bob.unreact(room, message, '🫖')).toEqual(without)
    expect(await bob.unreact(room, message, '👎'), 'that was never there').toEqual(without)
  })

  test('can be any one emoji, and stands in order of its coming', async ({ parlor }) => {
    const { bob, room, message } = await aMessage(parlor)
    const emoji = ['❤️', '👩🏻‍❤️‍💋‍👩🏿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇩🇪', '1️⃣', '👍🏿', '🐻‍❄️']
    for (const one of emoji) await bob.react(room, message, one)
    const [now] = (await bob.history(room)).messages
    expect(now?.reactions.map((reaction) => reaction.emoji)).toEqual(emoji)
    const same = await bob.react(room, message, '\u2764')
    expect(same.reactions, 'a heart is a heart, however it is written').toEqual(now?.reactions)
  })

  const noEmoji = [
    '1',
    'a',
    'ab',
    '👍👍',
    '👍a',
    ' 👍',
    '🏿🏿',
    '\u200d',
    '\0',
    '🇩',
    'x'.repeat(64),
  ]
  test.for(noEmoji)('that is no single emoji is refused: %j', async (text, { parlor }) => {
    const { bob, room, message } = await aMessage(parlor)
    expectInvalid(await bob.sendReaction('PUT', room, message, text), 'emoji')
    expect((await bob.history(room)).messages).toEqual([message])
  })

  test('is one of twenty different ones under a message', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor)
    const flags = ['AT', 'BE', 'BG', 'CH', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES']
      .concat(['FI', 'FR', 'GR', 'HR', 'HU', 'IE', 'IT', 'LT', 'LU', 'LV'])
      .map((code) => [...code].map((c) => String.fromCodePoint(0x1f1a5 + c.charCodeAt(0))).join(''))
    for (const flag of flags) await bob.react(room, message, flag)
    expectRefusal(await anna.sendReaction('PUT', room, message, '🇲🇹'), 'quota_exceeded')
    const [now] = (await bob.history(room)).messages
    expect(now?.reactions).toHaveLength(20)
    await anna.react(room, message, '🇦🇹')
    await bob.unreact(room, message, '🇧🇪')
    const after = await anna.react(room, message, '🇲🇹')
    expect(after.reactions).toHaveLength(20)
  })

  test('of many at once costs few revisions, and none is lost', async ({ parlor }) => {
    const { anna, room, message } = await aMessage(parlor)
    const crowd = await Promise.all(Array.from({ length: 20 }, () => aPerson(parlor)))
    for (const person of crowd) await person.join(room)
    await Promise.all(crowd.map((person) => person.react(room, message, '🎉')))
    const [now] = (await anna.history(room)).messages
    expect(now?.reactions.map(({ people }) => people.length)).toEqual([20])
    expect(new Set(now?.reactions[0]?.people).size).toBe(20)
  })

  test('outlives an edit, which does not take it for one', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor)
    const reacted = await bob.react(room, message, '👍')
    const edited = await anna.edit(room, message, 'second')
    expect(edited.reactions).toEqual(reacted.reactions)
    expect(edited.editedAt).not.toBeNull()
    const again = await bob.react(room, message, '👎')
    expect(again).toMatchObject({ body: 'second', editedAt: edited.editedAt })
    const path = `/api/rooms/${room.id}/messages/${message.id}`
    const { body } = await anna.send('GET', `${path}/versions`)
    expect(body).toMatchObject({ versions: [{ body: 'first' }, { body: 'second' }] })
    const edit = (version: number) => anna.send('PATCH', path, { body: 'third', version })
    expectRefusal(await edit(message.version), 'message_changed')
    expect((await edit(edited.version)).status, 'reactions since are no other text').toBe(200)
  })

  test('goes with the message, and none comes to one that is deleted', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor)
    await bob.react(room, message, '👍')
    await anna.deleteMessage(room, message)
    const [now] = (await bob.history(room)).messages
    expect(now).toMatchObject({ body: '', reactions: [] })
    expectRefusal(await bob.sendReaction('PUT', room, message, '👍'), 'message_deleted')
    expectRefusal(await bob.sendReaction('DELETE', room, message, '👍'), 'message_deleted')
    expect((await parlor.database.contents()).get('reaction')).not.toContainEqual(
      expect.objectContaining({ message_id: Number(message.id) }),
    )
  })

  test('from outside of the room, to another room’s message or to none is refused', async ({
    parlor,
  }) => {
    const { anna, bob, room, message } = await aMessage(parlor)
    const elsewhere = await aRoom(anna)
    expectRefusal(await bob.sendReaction('PUT', elsewhere, message, '👍'), 'not_in_room')
    await bob.join(elsewhere)
    expectRefusal(await bob.sendReaction('PUT', elsewhere, message, '👍'), 'message_not_found')
    expectRefusal(await bob.sendReaction('PUT', room, message, '👍'), 'not_in_room')
    const none = { ...message, id: '999999999' }
    expectRefusal(await bob.sendReaction('PUT', elsewhere, none, '👍'), 'message_not_found')
    expectRefusal(
      await bob.sendReaction('PUT', { ...room, id: 'nowhere' }, message, '👍'),
      'room_not_found',
    )
  })
})

async function aMessage(parlor: Parlor) {
  const anna: Person = await aPerson(parlor)
  const bob: Person = await aPerson(parlor)
  const room = await aRoom(anna, bob)
  const message: Message = await anna.post(room, 'first')
  return { anna, bob, room, message }
}
