import { afterEach, describe, expect, test } from 'vitest'
import { area } from '../../src/web/locale/area.ts'
import { speak, speakInAreas } from '../../src/web/locale/messages.ts'

afterEach(() => speak('en'))

const others = {
  de: async () => ({ de: { hello: 'Hallo' } }),
  ar: async () => ({ ar: { hello: 'أهلا' } }),
}

describe('the words of a part whose code comes', () => {
  test('while the page turns to a language are in that language', async () => {
    const turning = speak('de')
    const texts = area({ hello: 'Hello' }, others)
    await Promise.all([turning, speakInAreas()])
    expect(texts().hello).toBe('Hallo')
  })

  test('before, and are slow to come, never turn back to the language before', async () => {
    await speak('ar')
    let letThrough = () => {}
    const held = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    const slow = {
      ...others,
      ar: async () => {
        await held
        return others.ar()
      },
    }
    const texts = area({ hello: 'Hello' }, slow)
    const coming = speakInAreas()
    await speak('de')
    letThrough()
    await coming
    expect(texts().hello).toBe('Hallo')
  })
})
