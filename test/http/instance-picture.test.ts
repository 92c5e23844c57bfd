import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect } from 'vitest'
import { AuditPage } from '../../src/protocol/audit.ts'
import { Instance } from '../../src/protocol/instance.ts'
import { aDirectory, aPerson, aStranger, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { bytesOfLength, hugeEmptyPng } from '../support/pictures.ts'
import { content, expectInvalid, expectRefusal } from '../support/reply.ts'
import { parlorCommand } from './operator.ts'
import { theOwner } from './standing.ts'

const test = testIn({ FILE_MB: '1' })

const path = '/api/instance/picture'

const aPhoto = async (width: number, height: number) => {
  const create = { width, height, channels: 3, background: '#1a5' } as const
  const exif = { IFD0: { Artist: 'Anna at home' } }
  return new Uint8Array(await sharp({ create }).withExif(exif).jpeg().toBuffer())
}

const show = (person: Person, bytes: Uint8Array<ArrayBuffer>, type = 'image/jpeg') =>
  person.sendRaw('PUT', path, bytes, { 'content-type': type })

const shapeFor = async (person: Person) =>
  content(await person.send('GET', '/api/instance'), 200, Instance).picture

describe('the picture of the instance', () => {
  test('is there for strangers once an admin has chosen it, small, in WebP, without what a camera wrote', async ({
    parlor,
  }) => {
    const owner = await theOwner(parlor)
    const stranger = aStranger(parlor)
    expect(await shapeFor(stranger)).toBeUndefined()
    expectRefusal(await stranger.send('GET', path), 'not_found')

    const changed = content(await show(owner, await aPhoto(2560, 1000)), 200, Instance)
    expect(changed.picture).toMatchObject({ width: 1280, height: 500 })
    expect(await shapeFor(stranger)).toEqual(changed.picture)
    const { status, headers, bytes } = await stranger.fetch(path)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('image/webp')
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('cache-control')).toBe('no-cache')
    const { format, width, height, exif } = await sharp(bytes).metadata()
    expect({ format, width, height, exif }).toEqual({ format: 'webp', width: 1280, height: 500 })
    const again = await stranger.fetch(path, { 'if-none-match': headers.get('etag') ?? '' })
    expect([again.status, again.bytes.length]).toEqual([304, 0])

    const other = content(await show(owner, await aPhoto(300, 600)), 200, Instance).picture
    expect(other).toMatchObject({ width: 300, height: 600 })
    expect(other?.id).not.toBe(changed.picture?.id)
    const late = await stranger.fetch(path, { 'if-none-match': headers.get('etag') ?? '' })
    expect(late.status).toBe(200)

    const none = content(await owner.send('DELETE', path), 200, Instance)
    expect(none.picture).toBeUndefined()
    expect(await shapeFor(stranger)).toBeUndefined()
    expectRefusal(await stranger.send('GET', path), 'not_found')
    const { entries } = content(await owner.send('GET', '/api/audit'), 200, AuditPage)
    expect(entries.slice(0, 3).map(({ act, detail }) => [act, detail])).toEqual([
      ['instance_changed', 'picture: '],
      ['instance_changed', `picture: ${other?.id}`],
      ['instance_changed', `picture: ${changed.picture?.id}`],
    ])
  })

  test('is changed by admins alone', async ({ parlor }) => {
    await theOwner(parlor)
    const anna = await aPerson(parlor)
    const photo = await aPhoto(40, 40)
    expectRefusal(await show(anna, photo), 'not_allowed')
    expectRefusal(await anna.send('DELETE', path), 'not_allowed')
    expectRefusal(await show(aStranger(parlor), photo), 'not_logged_in')
    expect(await shapeFor(anna)).toBeUndefined()
  })

  test('is no other file, none that is broken or too large, and stays as it was then', async ({
    parlor,
  }) => {
    const owner = await theOwner(parlor)
    const photo = await aPhoto(40, 40)
    const { picture } = content(await show(owner, photo), 200, Instance)
    expectInvalid(await show(owner, bytesOfLength(5000)), 'file')
    expectInvalid(await show(owner, photo.slice(0, 300)), 'file')
    expectInvalid(await show(owner, new Uint8Array(0)), 'file')
    expectInvalid(await show(owner, hugeEmptyPng(60_000, 60_000), 'image/png'), 'file')
    expectRefusal(await show(owner, bytesOfLength(2 * 2 ** 20)), 'too_large')
    expectRefusal(await show(owner, photo, 'text/html'), 'unsupported_media_type')
    expectRefusal(await owner.send('PUT', path, {}), 'unsupported_media_type')
    expect(await shapeFor(owner)).toEqual(picture)
    await owner.send('DELETE', path)
  })

  test('is also chosen, and taken away, by command line', async ({ parlor }) => {
    await theOwner(parlor)
    const file = join(await aDirectory(), 'club.jpg')
    await writeFile(file, await aPhoto(64, 32))
    const set = await parlorCommand(parlor, 'instance', '--picture', file)
    expect([set.code, JSON.parse(set.said).picture]).toMatchObject([0, { width: 64, height: 32 }])
    expect(await shapeFor(aStranger(parlor))).toEqual(JSON.parse(set.said).picture)
    await writeFile(file, 'no picture')
    const wrong = await parlorCommand(parlor, 'instance', '--picture', file)
    expect(wrong).toMatchObject({ code: 1, said: expect.stringContaining('--picture') })
    const missing = await parlorCommand(parlor, 'instance', '--picture', `${file}.not-there`)
    expect(missing).toMatchObject({ code: 1, said: expect.stringContaining('ENOENT') })
    const none = await parlorCommand(parlor, 'instance', '--no-picture')
    expect([none.code, JSON.parse(none.said).picture]).toEqual([0, undefined])
    expect(await shapeFor(aStranger(parlor))).toBeUndefined()
  })
})
