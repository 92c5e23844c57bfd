import sharp, { type Sharp } from 'sharp'
import { describe, expect } from 'vitest'
import { aPerson, aRoom, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { bytesOfLength, hugeEmptyPng } from '../support/pictures.ts'
import { expectInvalid } from '../support/reply.ts'

const test = testIn({ FILE_MB: '5' })

/** Rows of colours that tell where up is: red above, blue below. */
function aPicture(width: number, height: number) {
  const raw = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      raw[(y * width + x) * 3 + (y < height / 2 ? 0 : 2)] = 200
    }
  }
  return sharp(raw, { raw: { width, height, channels: 3 } })
}

const whereItWas = {
  IFD0: { Artist: 'Anna at home', ImageDescription: 'geheim' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1' },
}

async function anInside(parlor: { readonly url: string }) {
  const anna = await aPerson(parlor)
  return { anna, room: await aRoom(anna) }
}

describe('a photo', () => {
  test('stands upright, and says nothing of where and by whom it was taken', async ({ parlor }) => {
    const { anna, room } = await anInside(parlor)
    // Lying on its side, as phones write them, with a note that turns it.
    const lying = await aPicture(1200, 1600)
      .rotate(270)
      .withExif(whereItWas)
      .withMetadata({ orientation: 6 })
      .withExifMerge(whereItWas)
      .jpeg()
      .toBuffer()
    expect((await sharp(lying).metadata()).exif?.includes('geheim'), 'it has it before').toBe(true)
    const file = await anna.upload(room, 'IMG_1.jpg', new Uint8Array(lying))
    expect(file).toMatchObject({ type: 'image/jpeg', width: 1200, height: 1600 })
    const { bytes, headers } = await anna.download(file)
    expect(headers.get('content-type')).toBe('image/jpeg')
    expect(headers.get('content-disposition')).toMatch(/^inline; filename="IMG_1.jpg"/)
    expect(file.size).toBe(bytes.length)
    const { exif, orientation, width, height, xmp, iptc } = await sharp(bytes).metadata()
    expect({ exif, orientation, width, height, xmp, iptc }).toEqual({ width: 1200, height: 1600 })
    expect(bytes.includes('geheim')).toBe(false)
    expect(await colourAt(bytes, 'top')).toBe('red')
    expect(await colourAt(bytes, 'bottom')).toBe('blue')
  })

  test('has thumbnails in two sizes and a preview of a few bytes', async ({ parlor }) => {
    const { anna, room } = await anInside(parlor)
    const photo = await aPicture(4000, 3000).withExif(whereItWas).jpeg({ quality: 60 }).toBuffer()
    const file = await anna.upload(room, 'large.jpg', new Uint8Array(photo))
    for (const [query, width, height] of [
      ['', 853, 640],
      ['?size=large', 2133, 1600],
    ] as const) {
      const { bytes, headers } = await anna.download(file, `/thumbnail${query}`)
      expect(headers.get('content-type')).toBe('image/webp')
      const small = await sharp(bytes).metadata()
      expect(small).toMatchObject({ format: 'webp', width, height })
      expect(small.exif).toBeUndefined()
      expect(await colourAt(bytes, 'top')).toBe('red')
    }
    const preview = Buffer.from(file.preview ?? '', 'base64')
    expect(preview.length).toBeLessThan(400)
    expect(await sharp(preview).metadata()).toMatchObject({ format: 'webp', width: 24, height: 18 })
    const small = await anna.upload(room, 's.png', await bytesOf(aPicture(40, 30).png()))
    expect((await anna.download(small, '/thumbnail?size=large')).status, 'it is small enough').toBe(
      404,
    )
    expect((await anna.download(small, '/thumbnail')).status).toBe(200)
  })

  test('keeps its format', async ({ parlor }) => {
    const { anna, room } = await anInside(parlor)
    for (const format of ['png', 'webp', 'avif'] as const) {
      const picture = await bytesOf(aPicture(60, 40).toFormat(format))
      const file = await anna.upload(room, 'a.jpg', picture)
      expect(file).toMatchObject({ type: `image/${format}`, width: 60, height: 40 })
      expect((await anna.download(file)).headers.get('content-type')).toBe(`image/${format}`)
    }
  })
})

test.for(['gif', 'webp'] as const)('an animated %s goes on moving', async (format, { parlor }) => {
  const { anna, room } = await anInside(parlor)
  const frames = Buffer.concat(
    await Promise.all(
      [1, 2, 3].map((_, i) =>
        aPicture(20 + 0 * i, 20)
          .rotate(90 * i)
          .raw()
          .toBuffer(),
      ),
    ),
  )
  const moving = sharp(frames, { raw: { width: 20, height: 60, channels: 3, pageHeight: 20 } })
  const file = await anna.upload(
    room,
    'a.gif',
    await bytesOf(moving.toFormat(format, { delay: [100, 100, 100], loop: 0 })),
  )
  expect(file).toMatchObject({ type: `image/${format}`, width: 20, height: 20 })
  const { pages, delay } = await sharp((await anna.download(file)).bytes).metadata()
  expect({ pages, delay }).toEqual({ pages: 3, delay: [100, 100, 100] })
})

describe('a picture that cannot be one', () => {
  test('is refused, and nothing is kept of it', async ({ parlor }) => {
    const { anna, room } = await anInside(parlor)
    const whole = await aPicture(800, 800).jpeg().toBuffer()
    const png = await aPicture(300, 300).png().toBuffer()
    const bad = {
      'cut in half': whole.subarray(0, whole.length / 2),
      'cut in half, PNG': png.subarray(0, png.length / 2),
      'only a beginning': png.subarray(0, 40),
      'a bomb of 50,000 × 50,000': hugeEmptyPng(50_000, 50_000),
    }
    for (const [name, bytes] of Object.entries(bad)) {
      expectInvalid(await anna.sendUpload(room, `${name}.png`, new Uint8Array(bytes)), 'file')
    }
    const files = (await parlor.database.contents()).get('file') ?? []
    const isOfRoom = expect.objectContaining({ room_id: room.id, state: 'ready' })
    expect(files.filter((file) => isOfRoom.asymmetricMatch(file))).toEqual([])
    expect((await anna.upload(room, 'good.jpg', new Uint8Array(whole))).width).toBe(800)
  })

  test('by its content is no picture at all', async ({ parlor }) => {
    const { anna, room } = await anInside(parlor)
    const file = await anna.upload(room, 'a.jpg', bytesOfLength(5000))
    expect(file.type).toBe('application/octet-stream')
    expect(file.width).toBeUndefined()
  })
})

async function bytesOf(picture: Sharp): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await picture.toBuffer())
}

async function colourAt(bytes: Buffer, place: 'top' | 'bottom'): Promise<string> {
  const { width, height } = await sharp(bytes).metadata()
  const left = Math.floor(width / 2)
  const top = place === 'top' ? 5 : height - 6
  const [red = 0, , blue = 0] = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer()
  return red > blue ? 'red' : 'blue'
}

test('of somebody who sends many, others wait for one, and not for all', async ({ parlor }) => {
  // Each process reads them by itself.
  const oneProcess = { url: parlor.url }
  const { anna, room } = await anInside(oneProcess)
  const bob = await aPerson(oneProcess)
  await bob.join(room)
  const picture = new Uint8Array(await aPicture(600, 400).png().toBuffer())
  const done: string[] = []
  const send = async (person: Person) => {
    await person.upload(room, 'a.png', picture)
    done.push(person.name)
  }
  const many = Array.from({ length: 6 }, () => send(anna))
  await Promise.all([...many, send(bob)])
  // After the one that is being read, and maybe one that was before his.
  expect(done.indexOf(bob.name)).toBeLessThan(4)
})
