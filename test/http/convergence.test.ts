import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import Type from 'typebox'
import { expect, vi } from 'vitest'
import { Changes } from '../../src/protocol/changes.ts'
import { Message } from '../../src/protocol/messages.ts'
import { JoinedRoom, type Room } from '../../src/protocol/rooms.ts'
import { processes, soon } from '../support/engines.ts'
import { aName, aPerson, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectRefusal, type Reply } from '../support/reply.ts'

const Posted = Type.Object({ message: Message })

/** A look with real sockets; the simulation goes on for longer. Between processes, leaving waits. */
const runs = processes > 1 ? 4 : 15

type Step = 'join' | 'leave' | 'post' | 'poll' | 'lose' | 'double' | 'edit' | 'delete'

/** What one person's screen shows of a room: built from a first page and polls, as the page is. */
class Screen {
  readonly person: Person
  readonly room: Room
  readonly written: string[] = []
  changes = 0
  messages: Message[] = []
  cursor: string | undefined

  constructor(person: Person, room: Room) {
    this.person = person
    this.room = room
  }

  async take(step: Step): Promise<void> {
    if (step === 'join') await this.join()
    if (step === 'leave') await this.leave()
    if (step === 'post') await this.post()
    if (step === 'poll') await this.poll()
    if (step === 'lose') await this.ask()
    if (step === 'double') await Promise.all([this.ask(), this.poll()])
    if (step === 'edit') await this.change('PATCH', { body: `${this.person.name} ${randomUUID()}` })
    if (step === 'delete') await this.change('DELETE')
  }

  async join(): Promise<void> {
    const reply = await this.person.send('PUT', '/api/me/room', { roomId: this.room.id })
    if (isDeleted(reply)) return
    const { cursor, messages } = content(reply, 200, JoinedRoom)
    // Coming back only adds to what was there before: nothing moves, nothing disappears.
    expectSamePlaces(messages, this.messages)
    for (const message of messages) this.show(message)
    this.cursor = cursor
  }

  async leave(): Promise<void> {
    await this.person.leave()
    this.cursor = undefined
  }

  async post(): Promise<void> {
    const body = `${this.person.name} ${this.written.length}`
    const reply = await this.person.sendPost(this.room, body)
    if (reply.status === 201) this.written.push(content(reply, 201, Posted).message.id)
    else if (!isDeleted(reply)) expectRefusal(reply, 'not_in_room')
  }

  /** One of their own messages, as this screen shows them. */
  async change(method: 'PATCH' | 'DELETE', json?: { body: string }): Promise<void> {
    const own = by(this.person, this.messages).filter(({ deletedAt }) => deletedAt === null)
    const message = own[this.changes % Math.max(1, own.length)]
    if (!message) return
    this.changes += 1
    const path = `/api/rooms/${this.room.id}/messages/${message.id}`
    const reply = await this.person.send(method, path, json)
    if (reply.status === 409) expectRefusal(reply, 'not_in_room')
    else if (reply.status === 410) expect(reply.text).toMatch(/"(message|room)_deleted"/)
    else expect(reply.status).toBe(method === 'PATCH' ? 200 : 204)
  }

  /** A poll; undefined if there is nothing to ask, or nobody to answer. */
  async ask(): Promise<Changes | undefined> {
    if (this.cursor === undefined) return undefined
    const reply = await this.person.sendPoll(this.room, this.cursor)
    return isDeleted(reply) ? undefined : content(reply, 200, Changes)
  }

  async poll(): Promise<void> {
    const answer = await this.ask()
    if (!answer) return
    for (const message of answer.messages) {
      expect(message.seq).toBe(this.messages.length + 1)
      this.show(message)
    }
    for (const message of answer.revised ?? []) {
      expect(message.seq).toBeLessThanOrEqual(this.messages.length)
      this.show(message)
    }
    this.cursor = answer.cursor
  }

  /** P11: what one process tells never goes back; of several, one may be behind. */
  show(message: Message): void {
    const known = this.messages[message.seq - 1]
    if (processes === 1) expect(message.version).toBeGreaterThanOrEqual(known?.version ?? 0)
    if (message.version >= (known?.version ?? 0)) this.messages[message.seq - 1] = message
  }
}

test('P1, P5, P10–P12: whatever several people do at once, they all see one log in one order', {
  timeout: 120_000,
}, async ({ parlor }) => {
  const people = [
    await aPerson(parlor, 'anna'),
    await aPerson(parlor, 'bob'),
    await aPerson(parlor),
  ]
  await fc.assert(
    fc.asyncProperty(plansOf(people), async (plans) => {
      const { room, screens } = await aRoomOnScreens(people)
      await Promise.all(screens.map((screen, at) => carryOut(screen, plans[at] ?? [])))
      expectPrefixes(screens)

      if (screens[0].cursor === undefined) await screens[0].join()
      const { messages } = await screens[0].person.history(room)
      // What was built from a first page and polls is what a fresh page shows.
      for (const screen of screens.filter(({ cursor }) => cursor !== undefined)) {
        await vi.waitFor(async () => {
          await screen.poll()
          expect(screen.messages).toEqual(messages)
        }, soon)
      }
      for (const screen of screens) {
        await screen.join()
        expect(screen.messages).toEqual(messages)
      }
      for (const { body, deletedAt } of messages) expect(body === '').toBe(deletedAt !== null)
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, at) => at + 1))
      for (const { person, written } of screens) {
        expect(by(person, messages).map(({ id }) => id)).toEqual(written)
      }
    }),
    { numRuns: runs },
  )
})

test('P1, P9: when the room is deleted in the middle of it, everyone saw the start of one log', {
  timeout: 120_000,
}, async ({ parlor }) => {
  const people = [
    await aPerson(parlor, 'anna'),
    await aPerson(parlor, 'bob'),
    await aPerson(parlor),
  ]
  await fc.assert(
    fc.asyncProperty(fc.nat(12), plansOf(people), async (moment, plans) => {
      const { room, screens } = await aRoomOnScreens(people)
      const [owner, ...others] = screens
      const deletion = async () => {
        await carryOut(owner, (plans[0] ?? []).slice(0, moment))
        await owner.person.deleteRoom(room)
      }
      const rest = others.map((screen, at) => carryOut(screen, plans[at + 1] ?? []))
      await Promise.all([deletion(), ...rest])
      expectPrefixes(screens)
      for (const { person } of screens) expect((await person.session()).room).toBeNull()
    }),
    { numRuns: runs },
  )
})

/** What each of these people does, step by step, while the others do theirs. */
function plansOf(people: Person[]) {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Step>('post') },
    { weight: 4, arbitrary: fc.constant<Step>('poll') },
    { weight: 1, arbitrary: fc.constant<Step>('leave') },
    { weight: 2, arbitrary: fc.constant<Step>('join') },
    { weight: 1, arbitrary: fc.constant<Step>('lose') },
    { weight: 1, arbitrary: fc.constant<Step>('double') },
    { weight: 3, arbitrary: fc.constant<Step>('edit') },
    { weight: 1, arbitrary: fc.constant<Step>('delete') },
  )
  return fc.tuple(...people.map(() => fc.array(step, { maxLength: 16 })))
}

async function aRoomOnScreens(people: Person[]) {
  const [owner, ...others] = people
  if (owner === undefined) throw new Error('nobody is there')
  const room = await owner.createRoom(aName('Tea'))
  const screens: [Screen, ...Screen[]] = [
    new Screen(owner, room),
    ...others.map((person) => new Screen(person, room)),
  ]
  for (const screen of screens) await screen.join()
  return { room, screens }
}

async function carryOut(screen: Screen, plan: Step[]): Promise<void> {
  for (const step of plan) await screen.take(step)
}

function isDeleted(reply: Reply): boolean {
  if (reply.status !== 410) return false
  expectRefusal(reply, 'room_deleted')
  return true
}

/** Of any two screens, the shorter one shows the start of what the longer one shows. */
function expectPrefixes(screens: Screen[]): void {
  const [longest, ...others] = screens.toSorted((a, b) => b.messages.length - a.messages.length)
  for (const { messages } of others) expectSamePlaces(longest?.messages ?? [], messages)
}

/** The second are where the first begin, whatever became of them meanwhile. */
function expectSamePlaces(all: Message[], messages: Message[]): void {
  const places = ({ id, seq, author, key }: Message) => ({ id, seq, author, key })
  expect(all.slice(0, messages.length).map(places)).toEqual(messages.map(places))
}

function by(person: Person, messages: Message[]): Message[] {
  return messages.filter(({ author }) => author.username === person.name)
}
