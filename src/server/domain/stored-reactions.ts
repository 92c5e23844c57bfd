import type { Kysely } from 'kysely'
import type { Reaction } from '../../protocol/messages.ts'
import type { Tables } from '../database/entities/tables.ts'

/** What stands under these messages, the oldest first. Only what was changed can have any. */
export async function reactionsOf(
  db: Kysely<Tables>,
  rows: readonly { id: number; changed_rev: number | null; deleted_at: number | null }[],
): Promise<Map<number, Reaction[]>> {
  const ids = rows.flatMap((row) =>
    row.changed_rev !== null && row.deleted_at === null ? [row.id] : [],
  )
  const found = new Map<number, Reaction[]>()
  if (ids.length === 0) return found
  const stored = await db
    .selectFrom('reaction')
    .selectAll()
    .where('message_id', 'in', ids)
    .execute()
  stored.sort(
    (a, b) => a.rev - b.rev || compare(a.emoji, b.emoji) || compare(a.person_id, b.person_id),
  )
  for (const { message_id, emoji, person_id } of stored) {
    const reactions = found.get(message_id) ?? []
    found.set(message_id, reactions)
    const known = reactions.find((one) => one.emoji === emoji)
    if (known) known.people.push(person_id)
    else reactions.push({ emoji, people: [person_id] })
  }
  return found
}

/** The same order everywhere, whatever the database sorts by. */
function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
