import { effect, untracked } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import { createAnnouncer } from '../../src/web/app/announcer.ts'
import { aLine, anna, aWindow, joined, message, room } from './line.ts'

describe('a message that was revised', () => {
  test('takes another text where it stands', () => {
    const { store, bodies, poll } = aWindow([message(1), message(2), message(3)])
    poll({ revised: [message(2, 'two, edited', 9)] })
    expect(bodies()).toEqual(['1', 'two, edited', '3'])
    expect(store.messages.value.map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  test('comes before what is new in the same answer', () => {
    const { bodies, poll } = aWindow([message(1)])
    poll({ messages: [message(2)], revised: [message(1, 'edited', 3)] })
    expect(bodies()).toEqual(['edited', '2'])
  })

  test('that is not loaded is let go', () => {
    const { bodies, poll } = aWindow([message(5), message(6)])
    expect(poll({ revised: [message(2, 'edited', 9), message(7, 'none', 10)] })).toBe(true)
    expect(bodies()).toEqual(['5', '6'])
  })

  test('never goes back to an older state', () => {
    const { bodies, poll } = aWindow([message(1)])
    poll({ revised: [message(1, 'newest', 8)] })
    poll({ revised: [message(1, 'older', 7)] })
    expect(bodies()).toEqual(['newest'])
  })

  test('is quoted as it is now, whether it is loaded or not, and never as it was', () => {
    const quote = { id: 'id 2', seq: 2, author: anna, excerpt: 'secret', deletedAt: null }
    const reply = { ...message(5), replyTo: { ...quote, version: 2 } }
    const { store, poll } = aWindow([reply])
    const excerpt = () => store.messages.value[0]?.replyTo?.excerpt
    poll({ revised: [message(2, 'a new\n text', 9)] })
    expect(excerpt()).toBe('a new text')
    poll({ revised: [message(2, 'an older one', 8)] })
    expect(excerpt()).toBe('a new text')
    poll({ revised: [{ ...message(2, '', 10), deletedAt: '2020-01-01T00:02:00Z' }] })
    expect(store.messages.value[0]?.replyTo).toMatchObject({
      excerpt: '',
      deletedAt: '2020-01-01T00:02:00Z',
    })
  })

  test('is said to a screen reader if it stands in the log, and once', () => {
    const news = createAnnouncer()
    const texts = () => news.lines.value.map(({ text }) => text)
    news.revised([message(1, 'edited', 9)], [], 'b')
    expect(texts(), 'what is not loaded').toEqual([])
    news.revised([message(1, 'edited', 9)], [message(1)], 'b')
    expect(texts()).toEqual(['anna edited: edited'])
    news.revised([message(1, 'edited', 9)], [message(1, 'edited', 9)], 'b')
    news.revised([message(1, 'edited', 10)], [message(1, 'edited', 9)], 'b')
    expect(texts(), 'the same again, and what is no other text').toHaveLength(1)
    news.revised([message(1, 'mine', 11)], [message(1, 'edited', 10)], 'a')
    expect(texts().at(-1)).toBe('Saved.')
  })

  test('is said no more when it is deleted, but that it was', () => {
    const news = createAnnouncer()
    news.arrived([message(1), message(2)])
    const deleted = { ...message(2, '', 10), deletedAt: '2020-01-02T00:00:00Z' }
    news.revised([deleted], [message(1), message(2)], 'b')
    expect(news.lines.value.map(({ text }) => text)).toEqual([
      'anna: 1',
      'A message from anna was deleted.',
    ])
  })
})

describe('older messages that were on their way when one of them was revised', () => {
  test('are shown as they are now', async () => {
    const line = aLine()
    const { store, sync, bodies } = line
    sync.enter(room.id)
    await line.answer('joinRoom', joined([message(3)], true))
    const loading = sync.loadOlder()
    await line.pass()
    await line.answer('changes', {
      cursor: 'c2',
      messages: [],
      more: false,
      revised: [message(1, 'edited', 9)],
    })
    await line.answer('olderMessages', { messages: [message(1), message(2)], hasOlder: false })
    expect(await loading).toBe(true)
    expect(bodies()).toEqual(['edited', '2', '3'])
    expect(store.hasOlder.value).toBe(false)
    sync.stop()
  })
})

describe('a message that one goes to, far from what is loaded', () => {
  test('is fetched though the log begins to fetch what is older at the same moment', async () => {
    const line = aLine()
    const { store, sync } = line
    sync.enter(room.id)
    await line.answer('joinRoom', joined([message(90)], true))
    const going = sync.lookAt(30)
    void sync.loadOlder()
    await line.answer('olderMessages', { messages: [message(89)], hasOlder: true })
    await line.answer('messagesAround', { messages: [message(30)], hasOlder: true })
    expect(await going).toBe(true)
    expect(store.messages.value.map(({ seq }) => seq)).toEqual([30])
    sync.stop()
  })

  test('brings nothing that the polls have not told yet: they may tell it with another text', async () => {
    const line = aLine()
    const { store, sync } = line
    const shown = () => store.messages.value.map(({ seq, body }) => `${seq} ${body}`)
    sync.enter(room.id)
    await line.answer('joinRoom', joined([message(90)], true))
    const going = sync.lookAt(89)
    await line.pass()
    await line.answer('messagesAround', {
      messages: [message(89), message(90), message(91)],
      hasOlder: true,
    })
    expect(await going).toBe(true)
    expect(shown()).toEqual(['89 89', '90 90'])
    const changes = { cursor: 'c2', more: false, messages: [message(91, 'edited', 9)] }
    await line.answer('changes', changes)
    expect(shown()).toEqual(['89 89', '90 90', '91 edited'])
    sync.stop()
  })

  test('shows nothing that the polls have not told yet where there was nothing before', async () => {
    const line = aLine()
    const { store, sync } = line
    sync.enter(room.id)
    await line.answer('joinRoom', joined([], false))
    const going = sync.lookAt(1)
    await line.pass()
    await line.answer('messagesAround', { messages: [message(1)], hasOlder: false })
    expect(await going).toBe(true)
    await line.answer('changes', { cursor: 'c2', more: false, messages: [message(1, 'edited', 9)] })
    expect(store.messages.value.map(({ body }) => body)).toEqual(['edited'])
    expect(store.atEnd.value).toBe(true)
    sync.stop()
  })

  test('is fetched when what is on its way has come, and so is the next one', async () => {
    const line = aLine()
    const { store, sync } = line
    sync.enter(room.id)
    await line.answer('joinRoom', joined([message(90)], true))
    void sync.loadOlder()
    const going = [sync.lookAt(30), sync.lookAt(60)]
    await line.answer('olderMessages', { messages: [message(89)], hasOlder: true })
    await line.answer('messagesAround', { messages: [message(30)], hasOlder: true })
    await line.answer('messagesAround', { messages: [message(60)], hasOlder: true })
    expect(await Promise.all(going)).toEqual([true, true])
    expect(line.asked('messagesAround').map(([, seq]) => seq)).toEqual([30, 60])
    expect(store.messages.value.map(({ seq }) => seq)).toEqual([60])
    sync.stop()
  })

  test('is fetched by who asks for it the moment they are inside', async () => {
    const line = aLine()
    const { store, sync } = line
    let going: Promise<boolean> | undefined
    const stop = effect(() => {
      if (store.visit.value.kind === 'inside') going = untracked(() => sync.lookAt(30))
    })
    sync.enter(room.id)
    await line.answer('joinRoom', joined([message(90)], true))
    await line.answer('messagesAround', { messages: [message(30)], hasOlder: true })
    expect(await going).toBe(true)
    expect(store.messages.value.map(({ seq }) => seq)).toEqual([30])
    stop()
    sync.stop()
  })

  test('is fetched anew when the room had to be entered anew meanwhile', async () => {
    const line = aLine()
    const { sync } = line
    sync.enter(room.id)
    await line.answer('joinRoom', joined([message(90)], true))
    const going = sync.lookAt(30)
    await line.pass()
    await line.answer('changes', { cursor: 'c2', messages: [message(99)], more: false })
    await line.pass()
    await line.answer('joinRoom', joined([message(99)], true))
    await line.answer('messagesAround', { messages: [message(30)], hasOlder: true })
    await line.answer('messagesAround', { messages: [message(30, 'now', 31)], hasOlder: true })
    expect(await going).toBe(true)
    expect(line.bodies()).toEqual(['now'])
    sync.stop()
  })
})
