import type { Kysely } from 'kysely'
import type { Tables } from '../database/entities/tables.ts'
import { bytesOf } from './file-chunks.ts'

/** What stands in the row of a file that lies elsewhere than in the database. */
export type StoreName = 'folder' | 's3'

/**
 * Where files lie once they are whole, if not in the database. What is being received, and what is shown of a
 * picture before it is opened, is in the database with all of them.
 */
export interface FileStore {
  readonly name: StoreName
  /**
   * Keeps all of a file or nothing of it, in the place of what has the same id. Once it resolves nothing of it is
   * lost any more. @throws Refusal `unavailable`
   */
  keep(fileId: string, size: number, bytes: AsyncIterable<Uint8Array>): Promise<void>
  /**
   * From one byte up to another, which is not among them.
   * @throws Refusal `file_not_found`, `unavailable`
   */
  read(fileId: string, from: number, to: number): AsyncIterable<Uint8Array>
  /** Harmless if there is none. @throws Refusal `unavailable` */
  remove(fileId: string): Promise<void>
  /** Removes what a try to keep it left that was broken off. @throws Refusal `unavailable` */
  tidy(fileId: string): Promise<void>
}

/** All places where the bytes of files may lie. */
export interface FilePlaces {
  db(): Kysely<Tables>
  /** undefined: there is none but the database. */
  store: FileStore | undefined
}

/** Bytes of a whole file, wherever they lie. @throws Refusal `file_not_found`, `unavailable` */
export function storedBytes(
  { db, store }: FilePlaces,
  file: { id: string; variant: number; store: string | null },
  { from, to }: { from: number; to: number },
): AsyncIterable<Uint8Array> {
  return file.store === null
    ? bytesOf(db(), { fileId: file.id, variant: file.variant, from, to })
    : storeNamed(store, file.store).read(file.id, from, to)
}

/** @throws Error if this server has no such store: it does not start as long as files lie in one. */
export function storeNamed(store: FileStore | undefined, name: string): FileStore {
  if (store?.name === name) return store
  throw new Error(`FILES: a file lies in a store of the kind “${name}”, which is not set.`)
}

/** What must be removed from its store before the next lot can follow. */
export interface LiesElsewhere {
  fileId: string
  store: string
}

/** The kind of a store other than this one in which files lie; undefined: there is none. */
export async function otherStore(
  db: Kysely<Tables>,
  store: FileStore | undefined,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('file')
    .select('store')
    .where('store', 'is not', null)
    .$if(store !== undefined, (query) => query.where('store', '!=', store?.name ?? ''))
    .limit(1)
    .executeTakeFirst()
  return row?.store ?? undefined
}
