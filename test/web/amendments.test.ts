import { signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../src/protocol/messages.ts'
import { createAmendments } from '../../src/web/app/amendments.ts'
import type { Answer, Refusal } from '../../src/web/app/api.ts'
import { noOtherWindow, storageIn } from '../support/page.ts'

const tea = { id: 'tea', name: 'Tea' }
const unreachable = refusal('unreachable')

describe('an edit', () => {
  test('goes out with the version it was written over, and is shown when the server has said so', async () => {
    const line = await aLine()
    line.amendments.edit(message(7), tea, 'better')
    await followUp()
    expect(line.state()).toEqual({ kind: 'sending', held: false })
    await followUp()
    expect(line.asked).toEqual([['edit', 'tea', 'm', 'better', 7]])
    await line.edited(message(8, 'better'))
    expect(line.revised).toEqual([message(8, 'better')])
    expect(line.amendments.items.value.size).toBe(0)
    expect(line.stored.size).toBe(0)
  })

  test('without a line waits, outlives the page, and goes out when the line is back', async () => {
    const line = await aLine()
    line.amendments.edit(message(7), tea, 'better')
    await line.refused(unreachable)
    await followUp()
    expect(line.state()).toEqual({ kind: 'waiting' })
    const later = await aLine(line.stored)
    expect(later.asked).toEqual([['edit', 'tea', 'm', 'better', 7]])
    await later.edited(message(8, 'better'))
    expect(line.stored.size).toBe(0)
  })

  test('takes the place of an earlier one that waits', async () => {
    const line = await aLine()
    line.amendments.enterRoom(null)
    line.amendments.edit(message(7), tea, 'one')
    line.amendments.edit(message(7), tea, 'two')
    line.amendments.enterRoom('tea')
    await followUp()
    expect(line.asked).toEqual([['edit', 'tea', 'm', 'two', 7]])
  })

  test('that is made while an earlier one is under way follows on it', async () => {
    const line = await aLine()
    line.amendments.edit(message(7), tea, 'one')
    line.amendments.edit(message(7), tea, 'two')
    await line.edited(message(8, 'one'))
    await followUp()
    expect(line.asked.slice(1)).toEqual([['edit', 'tea', 'm', 'two', 8]])
    await line.edited(message(9, 'two'))
    expect(line.stored.size).toBe(0)
  })

  test.for(['message_changed', 'message_deleted', 'not_author', 'invalid_input'] as const)(
    'that is refused with %s keeps its text, and is not sent again',
    async (code) => {
      const line = await aLine()
      line.amendments.edit(message(7), tea, 'mine')
      await line.refused(refusal(code, message(9, 'newest')))
      await followUp()
      expect(line.state()).toMatchObject({ kind: 'refused', code })
      expect(line.amendments.items.value.get('m')?.wish).toMatchObject({ body: 'mine' })
      expect(line.revised).toEqual([message(9, 'newest')])
      line.amendments.wake()
      expect((await aLine(line.stored)).asked).toEqual([])
      await followUp()
      expect(line.asked).toHaveLength(1)
      line.amendments.discard('m')
      expect(line.stored.size).toBe(0)
    },
  )

  test.for(['room_deleted', 'room_not_found', 'message_not_found'] as const)(
    'whose place is gone (%s) is kept where it can be read',
    async (code) => {
      const line = await aLine()
      line.amendments.edit(message(7), tea, 'mine')
      await line.refused(refusal(code))
      expect(line.stranded).toEqual([['mine', code]])
      expect(line.stored.size).toBe(0)
    },
  )

  test('for a room that is gone from the list is kept where it can be read', async () => {
    const line = await aLine()
    line.amendments.enterRoom(null)
    line.amendments.edit(message(7), tea, 'mine')
    line.amendments.roomsAre([{ id: 'other' }])
    expect(line.stranded).toEqual([['mine', 'room_deleted']])
    expect(line.stored.size).toBe(0)
  })
})

describe('a deletion', () => {
  test('stays until the log shows it', async () => {
    const line = await aLine()
    line.amendments.remove(message(7), tea)
    await followUp()
    expect(line.asked).toEqual([['delete', 'tea', 'm', undefined]])
    await line.deleted()
    expect(line.stored.size).toBe(0)
    await followUp()
    expect(line.state()).toEqual({ kind: 'done' })
    line.log.value = [message(8)]
    await followUp()
    expect(line.state()).toEqual({ kind: 'done' })
    line.log.value = [gone(9)]
    await followUp()
    expect(line.state()).toBeUndefined()
  })

  test.for([
    ['a poll told of it', [gone(8)]],
    ['the log was loaded anew, without the message', []],
  ] as const)('leaves nothing behind if %s before the answer came', async ([, log]) => {
    const line = await aLine()
    line.amendments.remove(message(7), tea)
    await followUp()
    line.log.value = log
    await line.deleted()
    await followUp()
    expect(line.state()).toBeUndefined()
    expect(line.amendments.items.value.size).toBe(0)
  })

  test('is forgotten when the log is loaded anew, as after a backup was restored', async () => {
    const line = await aLine()
    line.amendments.remove(message(7), tea)
    await followUp()
    await line.deleted()
    line.amendments.loadedAnew()
    expect(line.state()).toBeUndefined()
  })

  test('takes the place of an edit that waits, and can be taken back', async () => {
    const line = await aLine()
    line.amendments.enterRoom(null)
    line.amendments.edit(message(7), tea, 'one')
    line.amendments.remove(message(7), tea)
    expect([...line.amendments.items.value.values()]).toMatchObject([
      { wish: { kind: 'deletion' } },
    ])
    line.amendments.discard('m')
    line.amendments.enterRoom('tea')
    await followUp()
    expect(line.asked).toEqual([])
  })
})

test('at the end nothing of one person is left, and nothing of it is another’s', async () => {
  const line = await aLine()
  line.amendments.enterRoom(null)
  line.amendments.edit(message(7), tea, 'mine')
  line.amendments.close()
  line.amendments.open('bob')
  line.amendments.enterRoom('tea')
  await followUp()
  expect(line.asked).toEqual([])
  expect(line.amendments.items.value.size).toBe(0)
  line.amendments.empty('anna')
  expect(line.stored.size).toBe(0)
})

function message(version: number, body = 'as posted'): Message {
  return {
    id: 'm',
    seq: 1,
    author: { id: 'anna', username: 'anna' },
    body,
    postedAt: '2020-01-01T00:00:00Z',
    key: 'k',
    editedAt: null,
    deletedAt: null,
    version,
    reactions: [],
    replyTo: null,
    mentions: [],
    files: [],
  }
}

function gone(version: number): Message {
  return { ...message(version, ''), deletedAt: '2020-01-01T00:00:00Z' }
}

function refusal(code: Refusal['code'], now?: Message): Answer<never> {
  return { ok: false, refusal: { code, title: '', errors: [], ...(now && { message: now }) } }
}

/** What Anna wants changed, on a line where each answer comes when the test gives it. */
async function aLine(stored = new Map<string, string>()) {
  const asked: unknown[][] = []
  const revised: Message[] = []
  const log = signal<readonly Message[]>([message(7)])
  const stranded: [string, string][] = []
  let edit: (answer: Answer<{ message: Message }>) => void = () => {}
  let deletion: (answer: Answer<null>) => void = () => {}
  let keys = 0
  const amendments = createAmendments({
    api: {
      editMessage(...args) {
        asked.push(['edit', ...args])
        return new Promise((resolve) => {
          edit = resolve
        })
      },
      deleteMessage(...args) {
        asked.push(['delete', ...args])
        return new Promise((resolve) => {
          deletion = resolve
        })
      },
    },
    storage: storageIn(stored),
    locks: noOtherWindow,
    clock: { now: () => 0, after: () => () => {} },
    random: () => 0,
    newKey: () => `${++keys}`,
    log: () => log.value,
    revised: (messages) => revised.push(...messages),
    stranded: (_, body, why) => stranded.push([body, why.code]),
  })
  amendments.open('anna')
  amendments.enterRoom('tea')
  await followUp()
  return {
    amendments,
    stored,
    asked,
    log,
    revised,
    stranded,
    state: () => amendments.items.value.get('m')?.state,
    /** The server's answers to what was asked last. */
    async edited(now: Message) {
      edit({ ok: true, value: { message: now } })
      await followUp()
    },
    async deleted() {
      deletion({ ok: true, value: null })
      await followUp()
    },
    async refused(answer: Answer<never>) {
      edit(answer)
      deletion(answer)
      await followUp()
    },
  }
}

/** Lets what follows on an answer happen. */
async function followUp() {
  for (let turn = 0; turn < 10; turn += 1) await null
}
