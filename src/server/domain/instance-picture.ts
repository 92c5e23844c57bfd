import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { InstancePicture } from '../../protocol/instance.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { System } from '../engine/transaction.ts'
import { audit } from './audit.ts'
import type { Tx } from './change.ts'
import { variants } from './file-variants.ts'
import type { Pictures } from './pictures.ts'
import { refuseUnlessMay } from './policy.ts'
import type { Acting } from './still-living.ts'

// The picture that those see who are asked to log in (docs/decisions/064).

/** A picture as it is kept: WebP, of at most 1,280 × 640 dots. */
export interface KeptPicture extends InstancePicture {
  /** In base64. */
  bytes: string
}

/** Under these names the database keeps it. */
export const pictureSettings = { shape: 'picture', bytes: 'picture_bytes' } as const

const most = { width: 1280, height: 640 }

/**
 * What is to be kept of a picture, however it came.
 * @throws Refusal `invalid_input` for what is no sound picture or has too many pixels, `unavailable`
 */
export async function pictureToKeep(
  pictures: Pictures,
  asker: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<KeptPicture> {
  const kept: Buffer[] = []
  const { width, height } = await pictures.rewrite(asker, bytes, async (variant, _start, chunk) => {
    if (variant === variants.thumbnail) kept.push(chunk)
  })
  const scale = Math.min(1, most.width / width, most.height / height)
  const all = Buffer.concat(kept)
  return {
    id: createHash('sha256').update(all).digest('hex').slice(0, 16),
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    bytes: all.toString('base64'),
  }
}

/**
 * Has this picture shown, or none.
 * @throws Refusal `not_allowed`
 */
export async function setPicture(
  tx: Tx,
  actor: Acting | System,
  picture: KeptPicture | null,
): Promise<void> {
  if ('role' in actor) refuseUnlessMay({ kind: 'administer', role: actor.role })
  const { numDeletedRows } = await tx.db
    .deleteFrom('setting')
    .where('name', 'in', Object.values(pictureSettings))
    .executeTakeFirst()
  if (picture) {
    const { bytes, ...shape } = picture
    const values = [
      { name: pictureSettings.shape, value: JSON.stringify(shape) },
      { name: pictureSettings.bytes, value: bytes },
    ]
    await tx.db.insertInto('setting').values(values).execute()
  } else if (numDeletedRows === 0n) return
  const detail = `picture: ${picture?.id ?? ''}`
  await audit(tx, actor, { act: 'instance_changed', detail })
}

/** The picture in WebP, and what it is known by; undefined: there is none. */
export async function pictureOf(
  db: Kysely<Tables>,
): Promise<{ id: string; bytes: Buffer } | undefined> {
  const rows = await db
    .selectFrom('setting')
    .selectAll()
    .where('name', 'in', Object.values(pictureSettings))
    .execute()
  const set = new Map(rows.map(({ name, value }) => [name, value]))
  const shape = shapeIn(set.get(pictureSettings.shape))
  const bytes = set.get(pictureSettings.bytes)
  return shape && bytes !== undefined
    ? { id: shape.id, bytes: Buffer.from(bytes, 'base64') }
    : undefined
}

/** What pages are told of it, as it is stored. */
export function shapeIn(value: string | undefined): InstancePicture | undefined {
  return value === undefined ? undefined : JSON.parse(value)
}
