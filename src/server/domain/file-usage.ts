import type { Tx } from './change.ts'

/** What a person has sent, and all have, in bytes: also what is still received. */
export async function bytesKept(
  { db }: Pick<Tx, 'db'>,
  personId: string,
): Promise<{ own: number; all: number }> {
  const ofPerson = await db
    .selectFrom('file')
    .select((eb) => eb.fn.sum<number>('size').as('bytes'))
    .where('uploader_id', '=', personId)
    .executeTakeFirst()
  const ofAll = await db
    .selectFrom('file_usage')
    .select('bytes')
    .where('subject', '=', everybody)
    .executeTakeFirst()
  return { own: Number(ofPerson?.bytes ?? 0), all: ofAll?.bytes ?? 0 }
}

const everybody = 'all'

/** To be called with every change of what the files have together, last in the transaction. */
export async function countBytes(tx: Tx, bytes: number): Promise<void> {
  await tx.db
    .insertInto('file_usage')
    .values({ subject: everybody, bytes })
    .onConflict((oc) =>
      oc.column('subject').doUpdateSet((eb) => ({ bytes: eb('file_usage.bytes', '+', bytes) })),
    )
    .execute()
}
