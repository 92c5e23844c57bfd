import { describe, expect, vi } from 'vitest'
import type { Message } from '../../src/protocol/messages.ts'
import { soon } from '../support/engines.ts'
import { aName, annaAndBob, aPassword, aRoom, type Parlor, test } from '../support/examples.ts'
import { Person } from '../support/person.ts'

describe('a mention', () => {
  test('is an @ and the whole name, and is told everywhere with its place', async ({ parlor }) => {
    const { anna, bob, room, ids } = await twoInARoom(parlor)
    const { cursor } = await bob.join(room)
    const body = `Ask @${bob.name}, please`
    const message = await anna.post(room, body)
    expect(message).toMatchObject({
      mentions: [ids.bob],
      mentionMarks: [[4, 4 + 1 + bob.name.length]],
    })
    expect(message).not.toHaveProperty('mentionsEveryone')
    await vi.waitFor(async () => {
      expect((await bob.poll(room, cursor)).messages).toEqual([message])
    }, soon)
    expect((await bob.history(room)).messages).toEqual([message])
    expect((await bob.join(room)).messages).toEqual([message])
    expect(await bob.post(room, 'nobody, anna, @ and @@')).toMatchObject({ mentions: [] })
  })

  test('is of the longest name, and of none that only begins like another', async ({ parlor }) => {
    const token = aName('')
    const short = await called(parlor, `Zoe ${token}`)
    const long = await called(parlor, `Zoe ${token} Ann`)
    const plain = await called(parlor, `zoe${token}`)
    const room = await aRoom(short.person)
    const mentions = async (body: string) => (await short.person.post(room, body)).mentions
    expect(await mentions(`@Zoe ${token} Ann`)).toEqual([long.id])
    expect(await mentions(`@Zoe ${token} Anne`)).toEqual([short.id])
    expect(await mentions(`@Zoe ${token}. Ann?`)).toEqual([short.id])
    expect(await mentions(`@Zoe ${token}2`)).toEqual([])
    expect(await mentions(`@Zoe ${token}\u0301`)).toEqual([])
    expect(await mentions(`@zoe${token}`)).toEqual([plain.id])
    expect(await mentions(`@zoe${token}_`)).toEqual([plain.id])
    expect(await mentions(`(@zoe${token})`)).toEqual([plain.id])
    expect(await mentions(`问@zoe${token}，好`)).toEqual([plain.id])
    const both = `@zoe${token} and @zoe ${token} ann, and @zoe${token} again`
    expect(await mentions(both)).toEqual([plain.id, long.id])
  })

  test('has what the name has between its letters', async ({ parlor }) => {
    const token = aName('')
    for (const name of [`トム・${token}`, `${token}·la`, `${token} ג׳ורג׳`, `རྡོ་རྗེ${token}`]) {
      const { person, id } = await called(parlor, name)
      const room = await aRoom(person)
      for (const body of [`@${name}`, `Ask @${name}, please`, `@${name}·`]) {
        expect((await person.post(room, body)).mentions, body).toEqual([id])
      }
    }
  })

  test('folds case, spaces and spelling, as names do', async ({ parlor }) => {
    const token = aName('')
    const { person, id } = await called(parlor, `Émile Noël ${token}`)
    const room = await aRoom(person)
    for (const written of [
      `@ÉMILE NOËL ${token.toUpperCase()}`,
      `@Émile Noël ${token}`.normalize('NFD'),
      `@émile  noël ${token}`,
    ]) {
      const message = await person.post(room, written)
      expect(message.mentions, written).toEqual([id])
      expect(message.mentionMarks).toEqual([[0, written.length]])
    }
    expect((await person.post(room, `@Emile Noel ${token}`)).mentions).toEqual([])
  })

  test('is none in a mail address', async ({ parlor }) => {
    const { anna, bob, room } = await twoInARoom(parlor)
    expect((await anna.post(room, `me@${bob.name}.example`)).mentions).toEqual([])
  })

  test('stands as it was written when somebody is renamed, and follows an edit', async ({
    parlor,
  }) => {
    const { anna, bob, room, ids } = await twoInARoom(parlor)
    const message = await anna.post(room, `@${bob.name}?`)
    const username = `${bob.name} anew`.slice(-30).trim()
    expect((await bob.send('PATCH', '/api/me', { username })).status).toBe(200)
    const [now] = (await anna.history(room)).messages
    expect(now).toMatchObject({ mentions: [ids.bob], mentionMarks: message.mentionMarks })
    expect((await anna.post(room, `@${bob.name}?`)).mentions, 'a former name').toEqual([])
    const edited = await anna.edit(room, message, `no, @${anna.name} and @${username}`)
    expect(edited.mentions).toEqual([ids.anna, ids.bob])
    expect((await anna.edit(room, message, 'nobody')).mentions).toEqual([])
    const last = await anna.edit(room, message, `@${username} after all`)
    expect(last.mentions).toEqual([ids.bob])
    await anna.deleteMessage(room, message)
    const [deleted] = (await bob.history(room)).messages
    expect(deleted).toMatchObject({ body: '', mentions: [] })
    expect(deleted).not.toHaveProperty('mentionMarks')
    expect(await mentionRows(parlor, message)).toEqual([])
  })

  test('of everyone is for moderators and owners', async ({ parlor }) => {
    const { anna, bob, room } = await twoInARoom(parlor)
    const message = await anna.post(room, 'Dear @everyone: tea!')
    expect(message).toMatchObject({
      mentions: [],
      mentionsEveryone: true,
      mentionMarks: [[5, 14]],
    })
    expect(await bob.post(room, 'Dear @everyone')).not.toHaveProperty('mentionsEveryone')
    expect(await anna.post(room, 'Not @everyone2')).not.toHaveProperty('mentionsEveryone')
  })

  test('in a private room is only of those who belong to it', async ({ parlor }) => {
    const { anna, bob, ids } = await twoInARoom(parlor)
    const room = await aRoom(anna)
    await parlor.database.tamper(`update room set kind = 'private' where id = '${room.id}'`)
    const message = await anna.post(room, `@${bob.name} @${anna.name}`)
    expect(message.mentions).toEqual([ids.anna])
  })

  test('is of nobody who has left a private room for good, or deleted their account', async ({
    parlor,
  }) => {
    const { anna, bob, ids } = await twoInARoom(parlor)
    const room = await anna.createRoom(aName('Tea'), 'private')
    await anna.act('PUT', room, 'members', ids.bob, { role: 'member' })
    await anna.join(room)
    const before = await anna.post(room, `@${bob.name}, welcome`)
    expect(before.mentions).toEqual([ids.bob])
    expect((await bob.send('DELETE', `/api/rooms/${room.id}/members/me`)).status).toBe(204)
    expect((await anna.post(room, `@${bob.name}, come back`)).mentions).toEqual([])
    expect((await anna.edit(room, before, `@${bob.name}, welcome!`)).mentions).toEqual([])
    expect((await bob.rooms()).filter(({ id }) => id === room.id)).toEqual([])

    const open = await aRoom(anna, bob)
    const kept = await anna.post(open, `@${bob.name}?`)
    const said = await bob.post(open, 'Goodbye.')
    expect((await bob.send('DELETE', '/api/me', { password: bob.password })).status).toBe(204)
    expect((await anna.post(open, `@${bob.name}?`)).mentions).toEqual([])
    expect((await anna.edit(open, kept, `@${bob.name}!`)).mentions).toEqual([])
    // What they said can still be answered, and is a deleted person's.
    const { replyTo } = await anna.reply(open, said, 'Farewell.')
    expect(replyTo).toMatchObject({ author: { username: 'deleted person' }, excerpt: 'Goodbye.' })
    expect((await anna.post(open, '@deleted person')).mentions).toEqual([])
  })

  test('counts fifty times in a message, and is found in no time in a hostile one', async ({
    parlor,
  }) => {
    const { anna, bob, room, ids } = await twoInARoom(parlor)
    const many = `@${bob.name} `.repeat(60)
    const message = await anna.post(room, many)
    expect(message.mentions).toEqual([ids.bob])
    expect(message.mentionMarks).toHaveLength(50)
    for (const hostile of ['@', '@a', '@a ', '@ẛ̣', '@a.', '@a-'].map((text) =>
      text.repeat(Math.floor(4000 / Array.from(text).length)),
    )) {
      expect((await anna.post(room, hostile)).mentions).toEqual([])
    }
    const words = `@${'a '.repeat(1900)}`
    expect((await anna.post(room, words)).mentions).toEqual([])
  })
})

async function twoInARoom(parlor: Parlor) {
  const { anna, bob, room } = await annaAndBob(parlor)
  const ids = { anna: (await anna.session()).user.id, bob: (await bob.session()).user.id }
  return { anna, bob, room, ids }
}

async function called(parlor: Parlor, name: string) {
  const person = new Person(parlor, name, aPassword())
  const { id } = await person.signUp()
  return { person, id }
}

async function mentionRows(parlor: Parlor, { id }: Message): Promise<unknown[]> {
  const rows = (await parlor.database.contents()).get('mention') ?? []
  return rows.filter((row) => JSON.stringify(row).includes(`"message_id":${id}`))
}
