import type { User } from '../../protocol/people.ts'
import { exportOf } from './export.ts'
import { type FilePlaces, storedBytes } from './file-store.ts'
import { ownFilesAfter, placeInArchive } from './own-files.ts'
import { type Entry, zip } from './zip.ts'

/** All that is kept of somebody, and the files that they sent, as one archive (ZIP), piece by piece. */
export function archiveOf(
  places: FilePlaces,
  person: Pick<User, 'id'>,
  now: number,
): AsyncGenerator<Uint8Array> {
  return zip(entries(places, person, now))
}

async function* entries(
  places: FilePlaces,
  person: Pick<User, 'id'>,
  now: number,
): AsyncGenerator<Entry> {
  const db = places.db()
  const json = exportOf(db, person, now)
  yield { name: 'parlor-export.json', changedAt: now, bytes: inBytes(json) }
  for (let after = ''; ; ) {
    const files = await ownFilesAfter(db, person.id, after)
    for (const file of files) {
      const bytes = storedBytes(places, file, { from: 0, to: file.size })
      yield { name: placeInArchive(file), changedAt: file.created_at, bytes }
    }
    const last = files.at(-1)
    if (!last) return
    after = last.id
  }
}

async function* inBytes(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece)
}
