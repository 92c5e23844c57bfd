import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { textOf } from '../support/database.ts'
import { engine, processes } from '../support/engines.ts'
import { aDirectory, aParlor, aPerson, aRoom } from '../support/examples.ts'

const day = 24 * 60 * 60_000
const isDated = /^chat-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db$/

async function backupsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => isDated.test(name)).toSorted()
}

test.runIf(engine === 'sqlite')(
  'PARLOR_BACKUPS keeps a copy of each day, and the newest few of them',
  async () => {
    const folder = join(await aDirectory(), 'backups')
    const parlor = await aParlor({ PARLOR_BACKUPS: folder, PARLOR_BACKUPS_KEEP: '3' })
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    await expect.poll(() => backupsIn(folder).catch(() => [])).toHaveLength(1)
    const strangers = ['holiday.db', 'chat-notes.db', 'chat-2026-01-01T00-00-00Z.txt']
    for (const name of strangers) await writeFile(join(folder, name), 'not ours')

    const seen: string[][] = []
    for (let at = 1; at <= 5; at += 1) {
      await anna.post(room, `day ${at}`)
      await parlor.pass(day / 2)
      await parlor.pass(day / 2)
      seen.push(await backupsIn(folder))
    }
    expect(seen.map((names) => names.length)).toEqual([2, 3, 3, 3, 3])
    expect(new Set(seen.flat()).size, 'one a day, several processes or not').toBe(6)
    const newest = join(folder, seen.at(-1)?.at(-1) ?? '')
    expect(textOf(newest)).toContain('day 5')
    using copy = Object.assign(new Sqlite(newest, { readonly: true }), {
      [Symbol.dispose]: () => void copy.close(),
    })
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
    for (const name of await backupsIn(folder))
      expect((await stat(join(folder, name))).mode & 0o077, name).toBe(0)
    for (const name of strangers)
      expect(await readFile(join(folder, name), 'utf8')).toBe('not ours')
  },
)

test.runIf(engine === 'sqlite' && processes === 1)(
  'a backup that fails is tried again, and leaves no half file',
  async () => {
    const place = await aDirectory()
    const folder = join(place, 'backups')
    // Where the folder should be there is a file.
    await writeFile(folder, '')
    const parlor = await aParlor({ PARLOR_BACKUPS: folder })
    const anna = await aPerson(parlor)
    await parlor.pass(day)
    await aRoom(anna)
    expect(await readdir(place)).toEqual(['backups'])
    await rm(folder)
    await mkdir(folder)
    await parlor.pass(10 * 60_000)
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.'))
    expect(names).toEqual([expect.stringMatching(isDated)])
  },
)
