import { describe, expect } from 'vitest'
import { aProxy } from '../../faults/proxy.ts'
import { annaAndBob, test } from '../browser.ts'
import { composer, heading, text } from '../visitor.ts'

describe('without a line', () => {
  test('what is written waits, and is sent once and in order when there is one again', async ({
    browser,
    parlor,
  }) => {
    const line = await aProxy(parlor)
    const { anna, bob, room, enter, posted } = await annaAndBob(browser, parlor, line)
    await enter()
    await anna.say('«1»')
    line.decide(() => ({ kind: 'lost' }))
    await anna.sees(text('No connection since'))
    await anna.send('«2»')
    await anna.send('«3»')
    await anna.sees({ css: '.sending-item', text: '«2»' })
    await bob.post(room, '«of Bob»')
    line.decide(() => ({ kind: 'passes' }))
    await anna.seesMessages('«1»', '«of Bob»', '«2»', '«3»')
    expect(await posted()).toEqual(['«1»', '«of Bob»', '«2»', '«3»'])
    await anna.seesNo(text('No connection since'))
    await anna.seesNo({ css: '.sending-item' })
  })

  test('a reply that was lost is asked for again, and the message is there once', async ({
    browser,
    parlor,
  }) => {
    const line = await aProxy(parlor)
    const { anna, enter, posted } = await annaAndBob(browser, parlor, line)
    await enter()
    // The second is lost, too, if the message is posted anew before a poll brings it.
    let lost = 0
    line.decide(({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/messages') || lost === 2) return { kind: 'passes' }
      lost += 1
      return { kind: 'reply lost' }
    })
    await anna.send('«once»')
    await expect.poll(() => lost).toBeGreaterThan(0)
    await anna.seesNo({ css: '.sending-item' })
    await anna.seesMessages('«once»')
    expect(await posted()).toEqual(['«once»'])
  })

  test('a page that is opened anew shows what it showed, and goes on by itself', async ({
    browser,
    parlor,
  }) => {
    const line = await aProxy(parlor)
    const { anna, room, enter, talk, message, posted } = await annaAndBob(browser, parlor, line)
    await talk(2)
    await enter()
    await anna.sees(message(2))
    await anna.evaluate('navigator.serviceWorker.ready.then(() => true)')
    line.decide(() => ({ kind: 'lost' }))
    await anna.send('«of Anna»')
    await anna.reload()
    await anna.sees(text('Without a line to the server'))
    await anna.sees(heading(room.name))
    await anna.seesMessages('«1»', '«2»')
    await anna.sees({ css: '.sending-item', text: '«of Anna»' })
    await anna.fill(composer, 'half a sentence')
    line.decide(() => ({ kind: 'passes' }))
    await anna.seesMessages('«1»', '«2»', '«of Anna»')
    expect(await posted()).toHaveLength(3)
    expect(await anna.value(composer)).toBe('half a sentence')
  })
})
