import { makeZip } from 'client-zip'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import { exportOf } from './export.ts'
import { type FilePlaces, storedBytes } from './file-store.ts'
import { ownFilesAfter, placeInArchive } from './own-files.ts'

/** A file of an archive: what `makeZip` asks for. */
interface Entry {
  name: string
  lastModified: Date
  input: AsyncIterable<Uint8Array>
}

/** All that is kept of somebody, and the files that they sent, as one archive (ZIP), piece by piece. */
export function archiveOf(
  places: FilePlaces,
  person: Pick<User, 'id'>,
  now: number,
): AsyncIterable<Uint8Array> {
  return makeZip(entries(places, person, now))
}

async function* entries(
  places: FilePlaces,
  person: Pick<User, 'id'>,
  now: number,
): AsyncGenerator<Entry> {
  const db = places.db()
  const json = exportOf(db, person, now)
  yield { name: 'parlor-export.json', lastModified: new Date(now), input: inBytes(json) }
  for (let after = ''; ; ) {
    const files = await ownFilesAfter(db, person.id, after)
    for (const file of files) {
      const input = asFarAsThere(storedBytes(places, file, { from: 0, to: file.size }))
      try {
        yield { name: placeInArchive(file), lastModified: new Date(file.created_at), input }
      } finally {
        // Whoever gives up an archive on its way leaves it open else.
        await input.return()
      }
    }
    const last = files.at(-1)
    if (!last) return
    after = last.id
  }
}

/** A file that has gone since it was listed is an empty one, and takes nothing else along. */
async function* asFarAsThere(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* bytes
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'file_not_found')) throw error
  }
}

async function* inBytes(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece)
}
