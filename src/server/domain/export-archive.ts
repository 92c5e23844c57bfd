import type { Kysely } from 'kysely'
import type { User } from '../../protocol/people.ts'
import type { Tables } from '../database/entities/tables.ts'
import { exportOf } from './export.ts'
import { ownFilesAfter, placeInArchive } from './own-files.ts'
import { bytesOf } from './stored-bytes.ts'
import { type Entry, zip } from './zip.ts'

/** All that is kept of somebody, and the files that they sent, as one archive (ZIP), piece by piece. */
export function archiveOf(
  db: Kysely<Tables>,
  person: Pick<User, 'id'>,
  now: number,
): AsyncGenerator<Uint8Array> {
  return zip(entries(db, person, now))
}

async function* entries(
  db: Kysely<Tables>,
  person: Pick<User, 'id'>,
  now: number,
): AsyncGenerator<Entry> {
  const json = exportOf(db, person, now)
  yield { name: 'parlor-export.json', changedAt: now, bytes: inBytes(json) }
  for (let after = ''; ; ) {
    const files = await ownFilesAfter(db, person.id, after)
    for (const file of files) {
      const { id: fileId, variant, size } = file
      const bytes = bytesOf(db, { fileId, variant, from: 0, to: size })
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
