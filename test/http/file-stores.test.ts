import { createHash } from 'node:crypto'
import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { test as base, expect } from 'vitest'
import type { FileInfo } from '../../src/protocol/files.ts'
import { annaAndBob, aParlor, aPerson, type Parlor } from '../support/examples.ts'
import { bytesOfLength } from '../support/pictures.ts'
import { expectRefusal } from '../support/reply.ts'
import { begin, goOn, idOf } from '../support/tus.ts'
import { aBucket, aFolder, type Place, testOn } from './stores.ts'

/** What follows from a commit comes after the answer. */
const soon = { timeout: 30_000, interval: 50 }
const megabyte = 2 ** 20

const limits = { FILE_MB: '2', FILES_MB_PER_PERSON: '5' }
const places = [
  { name: 'a folder', ...testOn(aFolder, limits) },
  { name: 'an S3-compatible store', ...testOn(aBucket, limits) },
]

base.describe.each(places)('a file in $name', ({ test, aSharedPlace }) => {
  test('comes whole, in parts and in the archive, and stands in no chunk', async ({ parlor }) => {
    const place = await aSharedPlace()
    const { anna, bob, room } = await annaAndBob(parlor)
    const bytes = bytesOfLength(700_000)
    const file = await anna.upload(room, '../plan.bin', bytes)
    await anna.postFiles(room, '', file)
    await expect.poll(() => chunksOf(parlor, file, [0, 1, 2, 3]), soon).toBe(0)
    expect(await place.names()).toEqual([file.id])
    expect(digest(await place.bytes(file.id))).toBe(digest(bytes))
    const { status, headers, bytes: got } = await bob.download(file)
    expect({ status, length: headers.get('content-length') }).toEqual({
      status: 200,
      length: '700000',
    })
    expect(digest(got)).toBe(digest(bytes))
    const parts = [
      ['bytes=0-0', 0, 1],
      ['bytes=262143-262144', 262_143, 262_145],
      ['bytes=-5', 699_995, 700_000],
    ] as const
    for (const [range, from, to] of parts) {
      const part = await bob.download(file, '', { range })
      expect(part.status, range).toBe(206)
      expect(part.bytes.equals(bytes.subarray(from, to)), range).toBe(true)
    }
    const archive = await anna.fetch('/api/me/export/archive')
    expect(archive.bytes.includes(bytes.subarray(0, 5000))).toBe(true)
    await parlor.stop()
    await parlor.startAgain()
    expect(digest((await bob.download(file)).bytes)).toBe(digest(bytes))
  })

  test('that is a picture lies there as it was rewritten, and its thumbnail is shown', async ({
    parlor,
  }) => {
    const place = await aSharedPlace()
    const { anna, bob, room } = await annaAndBob(parlor)
    const picture = await sharp({
      create: { width: 900, height: 30, channels: 3, background: 'red' },
    })
      .withExif({ IFD0: { Copyright: 'where it was taken' } })
      .jpeg()
      .toBuffer()
    const file = await anna.upload(room, 'rudder.jpg', new Uint8Array(picture))
    await anna.postFiles(room, '', file)
    const kept = await place.bytes(file.id)
    expect(kept.length).toBe(file.size)
    expect(kept.includes('where it was taken')).toBe(false)
    expect((await bob.download(file)).bytes.equals(kept)).toBe(true)
    const thumbnail = await bob.download(file, '/thumbnail')
    expect((await sharp(thumbnail.bytes).metadata()).format).toBe('webp')
    await expect.poll(() => chunksOf(parlor, file, [0, 1]), soon).toBe(0)
  })

  test('goes with its message, its room and its account, and alone when it is not posted', async ({
    parlor,
  }) => {
    const place = await aSharedPlace()
    const { anna, bob, room } = await annaAndBob(parlor)
    const carol = await aPerson(parlor, 'carol')
    await carol.join(room)
    const [deleted, left, kept] = [
      await anna.upload(room, 'deleted.bin', bytesOfLength(megabyte)),
      await anna.upload(room, 'left.bin', bytesOfLength(600_000)),
      await anna.upload(room, 'kept.txt', 'kept'),
    ]
    const ofCarol = await carol.upload(room, 'carol.txt', 'of carol')
    await carol.postFiles(room, '', ofCarol)
    const message = await anna.postFiles(room, '', deleted)
    await anna.postFiles(room, '', kept)
    const names = async () => new Set(await place.names())
    expect(await names()).toEqual(new Set([deleted.id, left.id, kept.id, ofCarol.id]))
    await anna.deleteMessage(room, message)
    expect((await bob.download(deleted)).status).toBe(404)
    await expect.poll(names, soon).toEqual(new Set([left.id, kept.id, ofCarol.id]))
    const account = { password: carol.password, messages: 'delete' }
    expect((await carol.send('DELETE', '/api/me', account)).status).toBe(204)
    await expect.poll(names, soon).toEqual(new Set([left.id, kept.id]))
    await parlor.pass(61 * 60_000)
    await expect.poll(names, soon).toEqual(new Set([kept.id]))
    expect((await bob.download(kept)).bytes.toString()).toBe('kept')
    // One of which nothing ever came lies nowhere, and goes as well.
    const begun = idOf(await begin(anna, room.id, 10))
    await anna.deleteRoom(room)
    await parlor.pass(6000)
    await expect.poll(names, soon).toEqual(new Set())
    const known = async () => JSON.stringify((await parlor.database.contents()).get('file'))
    for (const id of [deleted.id, left.id, kept.id, ofCarol.id, begun])
      await expect.poll(known, soon).not.toContain(id)
  })

  test('is not there while the store is away, and whole or gone when it is back', async ({
    parlor,
  }) => {
    const place = await aSharedPlace()
    const { anna, bob, room } = await annaAndBob(parlor)
    const before = await anna.upload(room, 'before.txt', 'before')
    const message = await anna.postFiles(room, '', before)
    const mend = await place.break()
    expectRefusal(await anna.sendUpload(room, 'a.txt', 'a'), 'unavailable')
    expect((await bob.download(before)).status).toBe(503)
    expect((await bob.post(room, 'Is it gone?')).body, 'people go on talking').toBe('Is it gone?')
    await anna.deleteMessage(room, message)
    expect((await bob.download(before)).status).toBe(404)
    await mend()
    const after = await anna.upload(room, 'after.txt', 'after')
    await anna.postFiles(room, '', after)
    const names = async () => {
      // What could not be removed is tried again, later each time.
      await parlor.pass(10 * 60_000)
      return place.names()
    }
    await expect.poll(names, { timeout: 30_000, interval: 500 }).toEqual([after.id])
  })

  test('that breaks off on its way there is not there at all', async ({ parlor }) => {
    const place = await aSharedPlace()
    const { anna, room } = await annaAndBob(parlor)
    const bytes = bytesOfLength(1_500_000)
    const path = await begin(anna, room.id, bytes.length)
    const id = idOf(path)
    expect((await goOn(anna, path, 0, bytes.subarray(0, 1_400_000))).status).toBe(204)
    // As if the disk could no longer read it.
    await parlor.database.tamper(
      `delete from file_chunk where file_id = '${id}' and start between 1 and 1300000`,
    )
    const reply = await goOn(anna, path, 1_400_000, bytes.subarray(1_400_000))
    expect([404, 503]).toContain(reply.status)
    expect(await place.names()).toEqual([])
    expect((await anna.download({ id })).status).toBe(404)
  })

  test('counts against the quotas as it does in the database', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const bytes = bytesOfLength(2 * megabyte)
    const first = await anna.upload(room, '0.bin', bytes)
    await anna.upload(room, '1.bin', bytes)
    expectRefusal(await anna.sendUpload(room, '2.bin', bytes), 'quota_exceeded')
    expect((await bob.upload(room, 'b.bin', bytes)).size).toBe(bytes.length)
    expect((await anna.send('DELETE', `/api/files/${first.id}`)).status).toBe(204)
    await expect
      .poll(async () => (await anna.sendUpload(room, '2.bin', bytes)).status, soon)
      .toBe(201)
  })
})

base('a folder of files, and each of them, is for its owner alone', async () => {
  const { anna, room, place } = await two(aFolder)
  const file = await anna.upload(room, 'a.txt', 'words')
  const folder = place.environment.FILES?.slice('folder:'.length) ?? ''
  const modeOf = async (...path: string[]) => (await stat(join(folder, ...path))).mode & 0o777
  expect(await modeOf()).toBe(0o700)
  expect(await modeOf('files')).toBe(0o700)
  expect(await modeOf('incoming')).toBe(0o700)
  expect(await modeOf('files', file.id)).toBe(0o600)
})

base('what a server left half kept that was killed is gone within the hour', async () => {
  const { place, anna, bob, room, parlor } = await two(aFolder)
  const folder = place.environment.FILES?.slice('folder:'.length) ?? ''
  const beginAndBreakOff = async () => {
    const path = await begin(anna, room.id, 5)
    // As far as a try to keep it came.
    await writeFile(join(folder, 'incoming', `${idOf(path)}.x`), 'wo')
    return path
  }
  const [posted, left] = [await beginAndBreakOff(), await beginAndBreakOff()]
  const reply = await goOn(anna, posted, 0, 'words')
  const { file } = reply.body as { file: FileInfo }
  await anna.postFiles(room, '', file)
  expect((await bob.download(file)).bytes.toString()).toBe('words')
  const names = async () => new Set(await place.names())
  const givenUp = await anna.upload(room, 'given up.txt', 'words')
  expect((await anna.send('DELETE', `/api/files/${givenUp.id}`)).status).toBe(204)
  const known = async () => JSON.stringify((await parlor.database.contents()).get('file'))
  await expect.poll(known, soon).not.toContain(givenUp.id)
  // By a server that had not heard of it yet, and did not live to.
  await writeFile(join(folder, 'files', givenUp.id), 'words')
  await parlor.pass(59 * 60_000)
  expect(await names()).toContain(`${idOf(left)}.x`)
  await parlor.pass(2 * 60_000)
  await expect.poll(names, soon).toEqual(new Set([idOf(posted)]))
})

base(
  'files stay where they were when the setting changes, or the server does not start',
  async () => {
    const parlor = await aParlor()
    const { anna, room } = await annaAndBob(parlor)
    const old = await anna.upload(room, 'old.txt', 'in the database')
    await anna.postFiles(room, '', old)
    await parlor.stop()
    const folder = await aFolder()
    Object.assign(parlor.environment, folder.environment)
    await parlor.startAgain()
    expect((await anna.download(old)).bytes.toString()).toBe('in the database')
    const file = await anna.upload(room, 'new.txt', 'in the folder')
    await anna.postFiles(room, '', file)
    expect(await folder.names()).toEqual([file.id])
    await parlor.stop()
    parlor.environment.FILES = 'database'
    await expect(parlor.startAgain()).rejects.toThrow(/^FILES must go on being folder:PATH/)
  },
)

base.for([
  [{ FILES: 'cloud' }, /^FILES must be database, folder:PATH or s3:/],
  [{ FILES: 'folder:' }, /^FILES must be database, folder:PATH or s3:/],
  [{ FILES: 's3:bucket' }, /^FILES must be s3:https:\/\/ENDPOINT\/BUCKET/],
  [{ FILES: 's3:https://key:geheim@host/bucket' }, /^FILES must be s3:https(?!.*geheim)/],
  [{ FILES: 's3:https://host/' }, /^FILES must be s3:https/],
  [{ FILES: 's3:https://host/bucket' }, /^FILES is s3:…, so S3_ACCESS_KEY_ID must be set/],
  [
    { FILES: 's3:https://host/bucket', S3_ACCESS_KEY_ID: 'a' },
    /^FILES is s3:…, so S3_SECRET_ACCESS_KEY must be set/,
  ],
  [{ FILES: 'folder:/proc/nowhere' }, /^FILES: nothing can be kept in \/proc\/nowhere\. Name a/],
] as const)('a setting that means nothing is refused in a line: %j', async ([environment, why]) => {
  await expect(aParlor({ ...environment })).rejects.toThrow(why)
})

base(
  'a store that refuses the key is refused at the start, and one that is away is not',
  async () => {
    const { environment } = await aBucket()
    const wrong = aParlor({ ...environment, S3_SECRET_ACCESS_KEY: 'geheim' })
    await expect(wrong).rejects.toThrow(
      /^FILES: nothing can be kept at http(?!.*geheim).*SignatureDoesNotMatch/,
    )
    await aParlor({ ...environment, FILES: 's3:http://127.0.0.1:1/bucket' })
  },
)

base('nobody is asked to whom a store leads, and nothing is sent or found there', async () => {
  const [store, another] = [await aBucket(), await aBucket()]
  const { anna, room } = await annaAndBob(await aParlor(store.environment))
  const file = await anna.upload(room, 'a.txt', 'a')
  store.store.elsewhere = another.environment.FILES.slice('s3:'.length).replace('/bucket', '')
  expectRefusal(await anna.sendUpload(room, 'b.txt', 'b'), 'unavailable')
  expect((await anna.download(file)).status).toBe(503)
  expect(another.store.asked).toBe(0)
})

async function two(make: () => Promise<Place>) {
  const place = await make()
  const parlor = await aParlor({ ...place.environment, ...limits })
  return { place, parlor, ...(await annaAndBob(parlor)) }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function chunksOf(
  { database }: Parlor,
  file: { id: string },
  variants: number[],
): Promise<number> {
  const chunks = (await database.contents()).get('file_chunk') ?? []
  const isOf = (chunk: unknown, variant: number) =>
    expect.objectContaining({ file_id: file.id, variant }).asymmetricMatch(chunk)
  return chunks.filter((chunk) => variants.some((variant) => isOf(chunk, variant))).length
}
