import sharp from 'sharp'
import { describe, expect } from 'vitest'
import { aPerson, aRoom } from '../support/examples.ts'
import { faults } from './axe.ts'
import { aMember, type Browser, test } from './browser.ts'
import { lead } from './one-page.ts'

/** A picture in one colour. */
async function aPicture(colour: string, width = 1600, height = 1200) {
  const picture = sharp({ create: { width, height, channels: 3, background: colour } })
  return picture.jpeg().toBuffer()
}

async function annaInARoom(browser: Browser, parlor: { readonly url: string }, options = {}) {
  const bob = await aPerson(parlor, 'bob')
  const room = await aRoom(bob)
  const anna = await aMember(browser, parlor, 'anna', options)
  await anna.page.goto(`/rooms/${room.id}`)
  await anna.page.locator('textarea').waitFor()
  const attach = async (...files: { name: string; mimeType: string; buffer: Buffer }[]) => {
    const chooser = anna.page.waitForEvent('filechooser')
    await anna.page.getByRole('button', { name: 'Attach files' }).click()
    await (await chooser).setFiles(files)
  }
  const tray = anna.page.getByRole('list', { name: 'Attached files' })
  return { anna, bob, room, attach, tray, page: anna.page }
}

const jpeg = async (name: string, colour: string) => {
  return { name, mimeType: 'image/jpeg', buffer: await aPicture(colour) }
}

describe('a picture', () => {
  test('is attached, described, sent, looked at, and seen by the others', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, attach, tray, page } = await annaInARoom(browser, parlor)
    const notes = {
      name: 'notes.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\n'),
    }
    await attach(await jpeg('rudder.jpg', '#802020'), await jpeg('boat.jpg', '#204080'), notes)
    await expect.poll(() => tray.getByRole('listitem').count()).toBe(3)
    await tray.getByText('Ready').nth(2).waitFor()
    await tray
      .getByRole('textbox', { name: 'Alternative text for rudder.jpg' })
      .fill('A broken rudder')
    expect(await faults(page)).toEqual([])
    await page.getByRole('button', { name: 'Remove boat.jpg' }).click()
    await expect.poll(() => tray.getByRole('listitem').count()).toBe(2)
    await attach(await jpeg('harbour.jpg', '#206040'))
    await tray.getByText('Ready').nth(2).waitFor()
    await anna.composer().fill('It broke')
    await page.getByRole('button', { name: 'Send' }).click()
    const article = anna.articles().filter({ hasText: 'It broke' })
    await article.waitFor()
    await expect.poll(() => tray.count()).toBe(0)
    const [posted] = (await bob.history(room)).messages
    expect(posted?.files.map(({ name, alt }) => ({ name, alt }))).toEqual([
      { name: 'rudder.jpg', alt: 'A broken rudder' },
      { name: 'notes.pdf', alt: undefined },
      { name: 'harbour.jpg', alt: undefined },
    ])

    const picture = article.getByRole('button', { name: 'A broken rudder' })
    const width = "document.querySelector('.picture img:not(.preview)').naturalWidth"
    await expect.poll(() => page.evaluate<number>(width)).toBe(853)
    const box = await picture.boundingBox()
    expect(box?.height).toBeLessThanOrEqual(320)
    expect(box?.width).toBeGreaterThan(300)
    expect(await article.getByRole('link', { name: /notes\.pdf/ }).getAttribute('download')).toBe(
      'notes.pdf',
    )

    await picture.click()
    const viewer = page.getByRole('dialog', { name: 'Pictures' })
    await viewer.getByRole('img', { name: 'A broken rudder' }).waitFor()
    expect(await faults(page)).toEqual([])
    expect(await viewer.getByText('1 of 2').count()).toBe(1)
    // There is no next one then, and the keys still lead back.
    await viewer.getByRole('button', { name: 'Next' }).press('Enter')
    await viewer.getByRole('img', { name: 'harbour.jpg' }).waitFor()
    await page.keyboard.press('ArrowLeft')
    await viewer.getByRole('img', { name: 'A broken rudder' }).waitFor()
    await viewer.getByRole('button', { name: 'Actual size' }).click()
    const large = viewer.getByRole('img')
    await expect.poll(async () => (await large.boundingBox())?.width).toBe(1600)
    await page.keyboard.press('ArrowRight')
    const moved = "document.querySelector('.viewer-stage').scrollLeft"
    await expect.poll(() => page.evaluate<number>(moved)).toBe(80)
    expect(await viewer.getByText('1 of 2').count(), 'the same').toBe(1)
    await page.keyboard.press('Escape')
    await expect.poll(() => viewer.count()).toBe(0)
    const focused = 'document.activeElement.className'
    expect(await page.evaluate<string>(focused)).toBe('picture')

    const people = page.getByRole('complementary', { name: 'People' })
    await people.waitFor()
    await page.getByRole('button', { name: 'Files', exact: true }).click()
    const all = page.getByRole('dialog', { name: 'Files of this room' })
    await all.getByRole('link', { name: /notes\.pdf/ }).waitFor()
    expect(await all.getByRole('listitem').count()).toBe(3)
    await all.getByText(/^Your files, in all rooms, take [\d.]+ kB of 2.1 GB\.$/).waitFor()
    expect(await faults(page)).toEqual([])
    await all.getByRole('button', { name: 'Pictures', exact: true }).click()
    await all.getByRole('link', { name: /notes\.pdf/ }).waitFor({ state: 'detached' })
    await all.getByRole('button', { name: 'harbour.jpg' }).click()
    await viewer.getByText('2 of 2').waitFor()
    await page.keyboard.press('Escape')
    await viewer.waitFor({ state: 'detached' })
    await all
      .getByRole('button', { name: /^Go to the message/ })
      .first()
      .click()
    await all.waitFor({ state: 'detached' })

    const message = posted ?? (await bob.history(room)).messages[0]
    if (!message) throw new Error('There is one.')
    await picture.click()
    await viewer.waitFor()
    await bob.deleteMessage(room, message)
    await article.waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate<string>(focused)).toBe('log')
    await expect.poll(() => page.getByRole('button', { name: 'A broken rudder' }).count()).toBe(0)
  })

  test('that is pasted or dropped goes the same way, and keeps its place before it has loaded', async ({
    browser,
    parlor,
  }) => {
    const { anna, tray, page } = await annaInARoom(browser, parlor, {
      viewport: { width: 360, height: 700 },
    })
    const bytes = [...(await aPicture('#402080', 900, 600))]
    const give = (kind: 'paste' | 'drop') => `(() => {
      const data = new DataTransfer()
      data.items.add(new File([new Uint8Array(${JSON.stringify(bytes)})], '${kind}.jpg', { type: 'image/jpeg' }))
      const init = { bubbles: true, cancelable: true }
      const event = '${kind}' === 'drop'
        ? new DragEvent('drop', { ...init, dataTransfer: data })
        : new ClipboardEvent('paste', { ...init, clipboardData: data })
      document.querySelector('textarea').dispatchEvent(event)
    })()`
    await page.evaluate(give('paste'))
    await page.evaluate(give('drop'))
    await tray.getByText('Ready').nth(1).waitFor()
    // Thumbnails do not come: what is seen is what was kept for them.
    await page.route('**/thumbnail*', () => {})
    await page.getByRole('button', { name: 'Send' }).click()
    const picture = anna.articles().getByRole('button', { name: 'paste.jpg' })
    await picture.waitFor()
    const box = await picture.boundingBox()
    expect(box?.width).toBeGreaterThan(200)
    expect((box?.height ?? 0) / (box?.width ?? 1)).toBeCloseTo(600 / 900, 1)
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
    expect(wide).toBeLessThanOrEqual(360)
  })
})

test('what was attached outlives a line that is gone and a page that is loaded anew, in order with the text', async ({
  browser,
  parlor,
}) => {
  const { anna, bob, room, attach, tray, page } = await annaInARoom(browser, parlor)
  // The code for it is there from the first time.
  await attach(await jpeg('first.jpg', '#802020'))
  await tray.getByText('Ready').waitFor()
  const elsewhere = await aRoom(await aPerson(parlor, 'carla'))
  await lead(page, `/rooms/${elsewhere.id}`)
  await anna.heading(elsewhere.name).waitFor()
  expect(await tray.count(), 'in another room').toBe(0)
  await page.goBack()
  await tray.getByText('Ready').waitFor()
  await page.context().setOffline(true)
  await attach(await jpeg('second.jpg', '#208020'))
  await anna.composer().fill('two pictures')
  await page.getByRole('button', { name: 'Send' }).click()
  await anna.composer().fill('and then this')
  await page.getByRole('button', { name: 'Send' }).click()
  const strip = page.getByRole('list', { name: 'Being sent' })
  await strip.getByText('second.jpg').waitFor()
  await strip.getByText('Waiting').first().waitFor()
  await page.context().setOffline(false)
  await page.reload()
  await anna.articles().filter({ hasText: 'and then this' }).waitFor()
  const { messages } = await bob.history(room)
  expect(messages.map(({ body, files }) => [body, files.map(({ name }) => name)])).toEqual([
    ['two pictures', ['first.jpg', 'second.jpg']],
    ['and then this', []],
  ])
})

test('what cannot be sent says why, beside its name', async ({ browser, parlor }) => {
  const { attach, tray, page } = await annaInARoom(browser, parlor)
  const half = await aPicture('#802020')
  await attach(
    { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) },
    { name: 'half.jpg', mimeType: 'image/jpeg', buffer: half.subarray(0, half.length / 2) },
  )
  await tray.getByRole('alert').getByText('This file is empty.').waitFor()
  await tray.getByRole('alert').getByText('This picture is damaged and cannot be shown.').waitFor()
  await page.getByRole('button', { name: 'Remove empty.txt' }).click()
  await page.getByRole('button', { name: 'Remove half.jpg' }).click()
  await expect.poll(() => tray.count()).toBe(0)
})

const patience = { timeout: 30_000 }

describe('a voice message', () => {
  test('is recorded by keys or by holding, listened to, sent, and played by the others', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, tray, page } = await annaInARoom(browser, parlor)
    const begin = page.getByRole('button', { name: 'Record a voice message' })
    const end = page.getByRole('button', { name: 'End the recording' })
    const level = page.getByRole('meter', { name: 'How loud it is' })
    const ask = (what: string) => page.evaluate<boolean>(what)
    await begin.focus()
    await page.keyboard.press('Enter')
    await page.getByText('0:01').waitFor()
    await expect
      .poll(() => ask("document.querySelector('.recorder meter').value > 0"), patience)
      .toBe(true)
    expect(await faults(page)).toEqual([])
    await page.keyboard.press('Enter')
    await level.waitFor({ state: 'detached' })
    await tray.getByText('Ready').waitFor()
    await ask("document.querySelector('.tray audio').play()")
    await expect
      .poll(() => ask("document.querySelector('.tray audio').currentTime > 0"), patience)
      .toBe(true)
    await page.getByRole('button', { name: /^Remove Voice message/ }).click()
    await tray.waitFor({ state: 'detached' })

    await begin.hover()
    await page.mouse.down()
    await page.getByText('0:01').waitFor()
    await page.mouse.up()
    await level.waitFor({ state: 'detached' })
    await tray.getByText('Ready').waitFor()
    await page.getByRole('button', { name: 'Send' }).click()
    const player = anna.articles().locator('audio')
    await player.waitFor()
    const [message] = (await bob.history(room)).messages
    expect(message?.files).toMatchObject([
      { type: 'audio/webm', name: expect.stringMatching(/^Voice message .*\.webm$/) },
    ])
    await ask("document.querySelector('article audio').play()")
    await expect
      .poll(() => ask("document.querySelector('article audio').currentTime > 0"), patience)
      .toBe(true)

    await begin.click()
    await level.waitFor()
    await end.waitFor()
    await page.getByRole('button', { name: 'Discard the recording' }).click()
    await begin.waitFor()
    expect(await tray.count()).toBe(0)
  })

  test('cannot be recorded where the browser does not allow it, or fails at it: it is said, and nothing listens on', async ({
    browser,
    parlor,
  }) => {
    const { page } = await annaInARoom(browser, parlor)
    const begin = page.getByRole('button', { name: 'Record a voice message' })
    const isTold = async () => {
      await begin.click()
      await page.getByRole('alert').getByText('does not let Parlor use the microphone').waitFor()
      await page.getByRole('button', { name: 'Close' }).click()
      await begin.waitFor()
    }
    await page.evaluate(`
      globalThis.streams = []
      globalThis.ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
      navigator.mediaDevices.getUserMedia = async (what) => {
        streams.push(await ask(what))
        return streams.at(-1)
      }
      globalThis.Context = AudioContext
      globalThis.AudioContext = class { constructor() { throw new DOMException('', 'NotSupportedError') } }`)
    await isTold()
    await page.evaluate(`
      globalThis.AudioContext = Context
      MediaRecorder.prototype.start = () => { throw new DOMException('', 'NotSupportedError') }`)
    await isTold()
    const states = '(streams.flatMap((each) => each.getTracks().map((track) => track.readyState)))'
    expect(await page.evaluate(states)).toEqual(['ended', 'ended'])
    await page.evaluate(`navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('', 'NotAllowedError'))`)
    await isTold()
  })
})
