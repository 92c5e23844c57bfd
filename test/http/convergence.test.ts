import fc from 'fast-check'
import { expect } from 'vitest'
import { Changes } from '../../src/protocol/changes.ts'
import type { Message } from '../../src/protocol/messages.ts'
import { JoinedRoom, type Room } from '../../src/protocol/rooms.ts'
import { processes } from '../engines.ts'
import { aName, aPerson, test } from '../examples.ts'
import type { Person } from '../person.ts'
import { content, expectRefusal, type Reply } from '../reply.ts'

/** A look with real sockets; the simulation goes on for longer. Between processes, leaving waits. */
const runs = processes > 1 ? 4 : 15

type Step = 'join' | 'leave' | 'post' | 'poll'

/** What one person's screen shows of a room: built from a first page and polls, as the page is. */
class Screen {
  readonly person: Person
  readonly room: Room
  readonly written: string[] = []
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
  }

  async join(): Promise<void> {
    const reply = await this.person.send('PUT', '/api/me/room', { roomId: this.room.id })
    if (isDeleted(reply)) return
    const { cursor, messages } = content(reply, 200, JoinedRoom)
    // Coming back only adds to what was there before: nothing moves, nothing disappears.
    expect(messages.slice(0, this.messages.length)).toEqual(this.messages)
    this.messages = messages
    this.cursor = cursor
  }

  async leave(): Promise<void> {
    await this.person.leave()
    this.cursor = undefined
  }

  async post(): Promise<void> {
    const body = `${this.person.name} ${this.written.length}`
    const reply = await this.person.sendPost(this.room, body)
    if (reply.status === 201) this.written.push(body)
    else if (!isDeleted(reply)) expectRefusal(reply, 'not_in_room')
  }

  async poll(): Promise<void> {
    if (this.cursor === undefined) return
    const reply = await this.person.sendPoll(this.room, this.cursor)
    if (isDeleted(reply)) return
    const { cursor, messages } = content(reply, 200, Changes)
    this.messages = [...this.messages, ...messages]
    this.cursor = cursor
  }
}

test('P1, P5, P10: whatever several people do at once, they all see one log in one order', {
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

      for (const screen of screens) await screen.join()
      const { messages } = await screens[0].person.history(room)
      for (const screen of screens) expect(screen.messages).toEqual(messages)
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, at) => at + 1))
      for (const { person, written } of screens) expect(by(person, messages)).toEqual(written)
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
  for (const { messages } of others)
    expect(longest?.messages.slice(0, messages.length)).toEqual(messages)
}

function by(person: Person, messages: Message[]): string[] {
  return messages.filter(({ author }) => author.username === person.name).map(({ body }) => body)
}
