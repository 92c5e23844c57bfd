import type { Kysely } from 'kysely'
import type { Instance, InstanceChange, Registration } from '../../protocol/instance.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { System } from '../engine/transaction.ts'
import { audit } from './audit.ts'
import type { Tx } from './change.ts'
import { pictureSettings, shapeIn } from './instance-picture.ts'
import { roomName } from './names.ts'
import { optionalText } from './plain-text.ts'
import { refuseUnlessMay } from './policy.ts'
import type { Acting } from './still-living.ts'

/** Under these names the database keeps what was set. */
const settings = {
  name: 'instance_name',
  registration: 'registration',
  welcome: 'welcome',
} as const

const usual: Instance = { name: 'Parlor', registration: 'open', welcome: '' }

/** What everybody may know of this Parlor. */
export async function instanceOf(db: Kysely<Tables>): Promise<Instance> {
  const rows = await db
    .selectFrom('setting')
    .selectAll()
    .where('name', 'in', [...Object.values(settings), pictureSettings.shape])
    .execute()
  const set = new Map(rows.map(({ name, value }) => [name, value]))
  const picture = shapeIn(set.get(pictureSettings.shape))
  return {
    name: set.get(settings.name) ?? usual.name,
    registration: registrationOf(set.get(settings.registration)),
    welcome: set.get(settings.welcome) ?? usual.welcome,
    ...(picture && { picture }),
  }
}

/** Whether anybody has said yet who may make an account. */
export async function isDecided(db: Kysely<Tables>): Promise<boolean> {
  const row = await db
    .selectFrom('setting')
    .select('name')
    .where('name', '=', settings.registration)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Changes what is set of the instance; what is not there stays.
 * @throws Refusal `not_allowed`, `invalid_input`
 */
export async function changeInstance(
  tx: Tx,
  actor: Acting | System,
  change: InstanceChange,
): Promise<Instance> {
  if ('role' in actor) refuseUnlessMay({ kind: 'administer', role: actor.role })
  const before = await instanceOf(tx.db)
  const now: Instance = {
    ...before,
    name: change.name === undefined ? before.name : roomName(change.name),
    registration: change.registration ?? before.registration,
    welcome:
      change.welcome === undefined ? before.welcome : optionalText('welcome', change.welcome),
  }
  for (const key of ['name', 'registration', 'welcome'] as const) {
    if (change[key] === undefined) continue
    const row = { name: settings[key], value: now[key] }
    await tx.db
      .insertInto('setting')
      .values(row)
      .onConflict((oc) => oc.column('name').doUpdateSet({ value: row.value }))
      .execute()
    if (now[key] !== before[key]) {
      await audit(tx, actor, { act: 'instance_changed', detail: `${key}: ${now[key]}` })
    }
  }
  return now
}

/**
 * Makes the first account that there ever was the owner's. Of two that are made at once, the second waits
 * for this row, and finds it taken.
 */
export async function isFounder(tx: Tx, personId: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await tx.db
    .insertInto('setting')
    .values({ name: 'founder', value: personId })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows > 0n
}

function registrationOf(value: string | undefined): Registration {
  return value === 'invite' || value === 'closed' ? value : usual.registration
}
