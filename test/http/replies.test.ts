import { randomUUID } from 'node:crypto'
import { describe, expect, vi } from 'vitest'
import { soon } from '../support/engines.ts'
import { aPerson, aRoom, type Parlor, test } from '../support/examples.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'

describe('a reply', () => {
  test('quotes what it answers, in its answer, in polls and in pages', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor, 'Who has\n\n the   key?')
    const { cursor } = await anna.join(room)
    const reply = await bob.reply(room, message, 'I do')
    expect(message.replyTo).toBeNull()
    expect(reply.replyTo).toEqual({
      id: message.id,
      seq: 1,
      author: message.author,
      excerpt: 'Who has the key?',
      deletedAt: null,
      version: message.version,
    })
    await vi.waitFor(async () => {
      expect((await anna.poll(room, cursor)).messages).toEqual([reply])
    }, soon)
    expect((await anna.history(room)).messages).toEqual([message, reply])
    expect((await anna.join(room)).messages).toEqual([message, reply])
  })

  test('to a long text quotes its beginning, and cuts no emoji in two', async ({ parlor }) => {
    const { bob, room, message } = await aMessage(parlor, '🫖'.repeat(400))
    const reply = await bob.reply(room, message, 'I do')
    expect(reply.replyTo?.excerpt).toBe(`${'🫖'.repeat(159)}…`)
    const short = await bob.reply(room, await bob.post(room, 'a'.repeat(160)), 'all of it')
    expect(short.replyTo?.excerpt).toBe('a'.repeat(160))
  })

  test('shows what its original says now, on every way to it', async ({ parlor }) => {
    const { anna, bob, room, message, before } = await aMessage(parlor, 'first')
    const reply = await bob.reply(room, message, 'an answer')
    const between = (await bob.join(room)).cursor
    const edited = await anna.edit(room, message, 'second')
    const now = {
      ...reply,
      replyTo: { ...reply.replyTo, excerpt: 'second', version: edited.version },
    }
    await vi.waitFor(async () => {
      expect((await bob.poll(room, between)).revised).toEqual([edited])
    }, soon)
    await vi.waitFor(async () => {
      expect((await bob.poll(room, before)).messages).toEqual([edited, now])
    }, soon)
    expect((await bob.poll(room)).messages).toEqual([edited, now])
    expect((await bob.history(room)).messages).toEqual([edited, now])
    expect((await bob.join(room)).messages).toEqual([edited, now])
    const reacted = await anna.react(room, reply, '👍')
    expect(reacted.replyTo).toEqual(now.replyTo)
  })

  test('shows nothing of an original that was deleted, from that moment on', async ({ parlor }) => {
    const { anna, bob, room, message, before } = await aMessage(parlor, 'an answered secret')
    const reply = await bob.reply(room, message, 'an answer')
    await bob.react(room, reply, '👍')
    await bob.edit(room, reply, 'an answer, put better')
    for (const question of [before, undefined]) await bob.poll(room, question)
    await anna.deleteMessage(room, message)
    const answers = [
      await bob.poll(room, before),
      await bob.poll(room),
      await bob.history(room),
      await bob.history(room, '?around=2'),
      await bob.join(room),
    ]
    for (const { messages } of answers) {
      const quote = messages.find(({ id }) => id === reply.id)?.replyTo
      expect(quote).toMatchObject({ id: message.id, seq: 1, excerpt: '', author: message.author })
      expect(quote?.deletedAt).not.toBeNull()
    }
    expect(JSON.stringify(answers)).not.toContain('secret')
    expect(await parlor.database.text()).not.toContain('an answered secret')
  })

  test('that is deleted itself answers nothing any more', async ({ parlor }) => {
    const { bob, room, message } = await aMessage(parlor, 'first')
    const reply = await bob.reply(room, message, 'an answer')
    await bob.deleteMessage(room, reply)
    const { messages } = await bob.history(room)
    expect(messages[1]).toMatchObject({ id: reply.id, body: '', replyTo: null })
  })

  test('calls the author of its original by the name of now', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor, 'first')
    const reply = await bob.reply(room, message, 'an answer')
    const username = `${anna.name} anew`.slice(-30).trim()
    expect((await anna.send('PATCH', '/api/me', { username })).status).toBe(200)
    const author = { ...message.author, username }
    await vi.waitFor(async () => {
      const quotes = [await bob.join(room), await bob.history(room), await bob.poll(room)].map(
        ({ messages }) => messages.find(({ id }) => id === reply.id)?.replyTo?.author,
      )
      expect(quotes).toEqual([author, author, author])
    }, soon)
  })

  test('sent again is the same, and its key is none for another answer', async ({ parlor }) => {
    const { bob, room, message } = await aMessage(parlor, 'first')
    const key = randomUUID()
    const first = await bob.sendReply(room, message.id, 'an answer', key)
    const again = await bob.sendReply(room, message.id, 'an answer', key)
    expect([first.status, again.status]).toEqual([201, 200])
    expect(again.body).toEqual(first.body)
    expectRefusal(await bob.sendPost(room, 'an answer', key), 'key_reused')
    const other = await bob.post(room, 'another')
    expectRefusal(await bob.sendReply(room, other.id, 'an answer', key), 'key_reused')
  })

  test('to nothing, across rooms, or to what was deleted is refused', async ({ parlor }) => {
    const { bob, room, message } = await aMessage(parlor, 'first')
    const elsewhere = await aRoom(bob)
    for (const id of [message.id, '999999999', 'nothing', '0', '9'.repeat(30)]) {
      expectRefusal(await bob.sendReply(elsewhere, id, 'an answer'), 'message_not_found')
    }
    expectInvalid(await bob.sendReply(elsewhere, { id: 1 }, 'an answer'), 'replyTo')
    expect((await bob.history(elsewhere)).messages).toEqual([])
    expect((await bob.sendReply(elsewhere, null, 'to nobody')).status).toBe(201)
    await bob.join(room)
    const own = await bob.post(room, 'never mind')
    await bob.deleteMessage(room, own)
    expectRefusal(await bob.sendReply(room, own.id, 'an answer'), 'message_deleted')
  })
})

async function aMessage(parlor: Parlor, body: string) {
  const anna = await aPerson(parlor)
  const bob = await aPerson(parlor)
  const room = await aRoom(anna, bob)
  const { cursor: before } = await anna.join(room)
  const message = await anna.post(room, body)
  return { anna, bob, room, message, before }
}
