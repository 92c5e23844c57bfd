import type { Database } from '../../database/database.ts'
import type { LogChange } from '../../engine/change.ts'
import type { Listener } from '../../engine/feed/feed.ts'
import { type CatchUp, createCatchUp } from '../../engine/live/catch-up.ts'
import { createReadings } from '../../engine/live/readings.ts'
import { createTails } from '../../engine/live/tails.ts'
import type { Change, RoomChange, RoomSummary } from '../change.ts'
import { type RoomView, roomLog, type Tails } from '../kinds.ts'
import { renamed, renamedSince } from '../renaming.ts'
import { roomHeads, roomSummaries } from '../room-summaries.ts'
import { createDirectory, type DirectoryKeeper } from './directory.ts'
import { createPeople, type People } from './people.ts'
import { createPositions, type Positions } from './positions.ts'

/**
 * What a process holds in memory, so that polls need no database. It is made of committed rows only,
 * and always of a beginning of each room's log; it may be a moment behind what other processes do.
 */
export interface Memory extends Omit<Listener, 'hasPeers'> {
  people: People
  tails: Tails
  directory: DirectoryKeeper
  positions: Positions
  /** Takes in what this process has committed; it may have to read first what came before. */
  committed(changes: Change[]): void | Promise<void>
  /** Reads what other processes did in these rooms. */
  catchUp: CatchUp
  /** Reads what other processes did to the list of rooms. */
  catchUpList(): Promise<void>
}

/** More hints than that wait for no read: sweeps, of which there is one a second, find the same. */
const maxHinted = 5000

export function createMemory(database: Database, clock: () => number, processId: string): Memory {
  const positions = createPositions()
  const people = createPeople(database, clock, positions)
  const tails = createTails(database, roomLog)
  const directory = createDirectory(database, clock, processId, positions)
  const catchUp = createCatchUp<RoomChange, RoomView, RoomSummary>({
    database,
    definition: roomLog,
    tails,
    rooms: (db, roomIds) => roomSummaries(db, (column) => database.oneOf(column, roomIds)),
    publishRoom: (room) => publish({ kind: 'room', room }),
    publish,
  })

  /** False: what other processes did before this change is missing. */
  function publish(change: Change): boolean {
    people.published(change)
    if (change.kind === 'renamed') tails.correct((tail) => renamed(tail, change.person))
    const fits = !isOfLog(change) || tails.published(change)
    return directory.published(change) && fits
  }

  /** How many renamings are taken in. What was read before the first sweep may be older than any. */
  let renamings = 0

  async function takeInRenamings(): Promise<void> {
    for (const { person, rev } of await renamedSince(database.db(), renamings)) {
      publish({ kind: 'renamed', person })
      renamings = rev
    }
  }

  /** Rooms that are being read because of hints. */
  let hinted = 0

  const listReadings = createReadings(async (_: 'list'[]) => {
    const behind = directory.differing(await roomHeads(database.db()))
    if (behind.length > 0) await catchUp(behind)
    await takeInRenamings()
  })

  const oneOf = (ids: string[]) => (column: string) => database.oneOf(column, ids)

  return {
    people,
    tails,
    directory,
    positions,
    catchUp,
    catchUpList: () => listReadings(['list']),

    committed(changes) {
      const behind = new Set<string>()
      for (const change of changes) {
        if (!publish(change) && 'roomId' in change) behind.add(change.roomId)
      }
      // It is on the disk, whether it can be read back just now or not.
      if (behind.size > 0) return catchUp(behind).catch(() => {})
    },

    async hear({ rooms, listed, people: ids, sessions }) {
      people.haveRead(ids)
      const roomIds = [...listed, ...rooms.filter((id) => tails.known(id))]
      if (hinted + roomIds.length > maxHinted) return
      hinted += roomIds.length
      // Should this fail, the next sweep finds the same.
      await Promise.allSettled([
        roomIds.length > 0 && catchUp(roomIds),
        sessions.length > 0 && people.recheck(sessions),
      ])
      hinted -= roomIds.length
    },

    async sweep(afterLoss) {
      if (afterLoss) {
        tails.forgetAll()
        const wasInUse = directory.isInUse()
        directory.forget()
        if (wasInUse) await directory.get()
        renamings = 0
      }
      const followed = [...tails.all()].filter((tail) => !tail.isDeleted())
      const ids = followed.map((tail) => tail.id)
      const all = directory.isInUse()
      const heads = await roomHeads(database.db(), all ? undefined : oneOf(ids))
      const behind = new Set(all ? directory.differing(heads) : [])
      for (const tail of followed) {
        const head = heads.get(tail.id)
        if (head === undefined || head > tail.head()) behind.add(tail.id)
      }
      if (behind.size > 0) await catchUp(behind)
      await takeInRenamings()
      await people.sweep()
    },
  }
}

function isOfLog(change: Change): change is LogChange<RoomChange> {
  return 'roomId' in change && change.kind !== 'read' && change.kind !== 'belonging'
}
