import { limits } from '../../protocol/limits.ts'
import { Refusal } from '../../protocol/refusal.ts'
import { sees } from './live/belonging.ts'
import type { Directory } from './live/directory.ts'
import { createElsewhere } from './live/elsewhere.ts'
import type { LivePerson, LiveSession } from './live/live-person.ts'
import type { Memory } from './live/memory.ts'
import { type NewsCursor, readNewsCursor, signOf, writeNewsCursor } from './live/news-cursor.ts'
import type { ListedRoom } from './live/room-log.ts'
import { jsonAsSeenBy } from './live/seen-room.ts'

/** The list of rooms as a log: what has changed for somebody since they last asked. */
export type News = ReturnType<typeof createNews>

export function createNews({ people, directory, positions, catchUpList }: Memory) {
  const elsewhere = createElsewhere(directory)

  /** What is to be told after a position, in order: what they see changed, or is to be seen no more. */
  function itemsAfter(from: number, person: LivePerson, list: Directory): Item[] {
    const items = new Map<string, Item>()
    const add = (listed: ListedRoom | undefined): void => {
      const item = listed && itemOf(listed, person)
      if (item && item.position > from) items.set(item.listed.room.id, item)
    }
    // Of what is known to be nothing to them, nothing has to be looked at again.
    for (const listed of list.since(quietUpTo(from, person, list))) add(listed)
    for (const marks of [person.markedAt, person.bansAt]) {
      for (const [roomId, at] of marks) if (at > from) add(list.find(roomId))
    }
    return [...items.values()].sort((a, b) => a.position - b.position)
  }

  function write(person: LivePerson, list: Directory, cursor: NewsCursor | undefined): string {
    const from = placeOf(cursor, person, list)
    // Whoever has something must hear of what is gone; whoever has nothing needs no list of what there is.
    const all = cursor && from === 0 ? list.list(person).map(({ room }) => room.id) : undefined
    const rooms: string[] = []
    const gone: string[] = []
    let position = from
    let bytes = all ? Buffer.byteLength(JSON.stringify(all)) : 0
    let more = false
    for (const { position: at, listed, isGone } of itemsAfter(from, person, list)) {
      const json = isGone ? listed.room.id : newsOf(person, listed)
      bytes += Buffer.byteLength(json)
      if (bytes > limits.answerBytes && position > from) {
        more = true
        break
      }
      if (!isGone) rooms.push(json)
      else if (from > 0) gone.push(json)
      position = at
    }
    // A cursor that moved on would tell of what happens in rooms that they do not see.
    position = Math.max(position, beginning)
    if (!more) person.quiet = { list: list.id, from: position, to: positions.newest() }
    const told = new Map(cursor?.told)
    told.delete(list.id)
    told.set(list.id, position)
    const next = writeNewsCursor({
      person: signOf(person.id),
      readVersion: person.readVersion,
      state: more ? '' : list.state(person),
      told,
    })
    const start = `{"cursor":"${next}","rooms":[${rooms.join(',')}],"gone":${JSON.stringify(gone)}`
    return `${start}${all ? `,"all":${JSON.stringify(all)}` : ''},"more":${more}}`
  }

  return {
    /**
     * What has changed for the person in the list of rooms after a cursor, as JSON (`News` in the
     * protocol). Without one, or with one that says nothing here, it is everything.
     * @throws Refusal `cursor_unknown` if the cursor was not given to this person
     */
    async news({ person }: LiveSession, after?: string): Promise<string> {
      const cursor = after === undefined ? undefined : readNewsCursor(after)
      const isTheirs = cursor?.person === signOf(person.id)
      if (after !== undefined && !isTheirs) throw new Refusal('cursor_unknown')
      // Another process told them more of what they had read than this one knows.
      if (cursor && cursor.readVersion > person.readVersion) person.isBehind = true
      await people.catchUp(person)
      person.looksAtRooms = true
      const list = await directory.get()
      if (!cursor || placeOf(cursor, person, list) > 0) return write(person, list, cursor)
      // They come from another process: what it has told them is not to be taken back.
      await catchUpList()
      return write(person, await directory.get(), cursor)
    },

    /** A cursor for whoever was just told all of the list. */
    newsCursor(person: LivePerson, list: Directory): string {
      const shown = list.list(person).map(({ position }) => position)
      const position = Math.max(
        beginning,
        newestOf(shown),
        newestOf(person.markedAt.values()),
        newestOf(person.bansAt.values()),
      )
      person.quiet = { list: list.id, from: position, to: positions.newest() }
      return writeNewsCursor({
        person: signOf(person.id),
        readVersion: person.readVersion,
        state: list.state(person),
        told: new Map([[list.id, position]]),
      })
    },

    /**
     * A number that rises when there is something new for the person in another room than this one;
     * undefined while the rooms are not in memory, which a poll does not wait for.
     */
    newsElsewhere: ({ person }: LiveSession, roomId: string) => elsewhere(person, roomId),
  }

  /** Up to which position of this directory they were told everything; 0: they were told nothing. */
  function placeOf(cursor: NewsCursor | undefined, person: LivePerson, list: Directory): number {
    if (!cursor) return 0
    const place = cursor.told.get(list.id)
    const isTold = place !== undefined && place <= positions.newest()
    const isSameVersion = cursor.readVersion === person.readVersion
    // Rooms that they ceased to belong to while nobody here noted it are found by what there is.
    if (isTold && (place >= person.knownSince || isSameVersion)) return place
    const hasAll = cursor.state === list.state(person) && isSameVersion
    return hasAll ? positions.newest() : 0
  }
}

/** Nothing stands at an earlier position. */
const beginning = 1

interface Item {
  position: number
  listed: ListedRoom
  /** They saw it, and do not any more. */
  isGone: boolean
}

/** What there is to tell somebody of a room, and since where; undefined: they never saw it. */
function itemOf(listed: ListedRoom, person: LivePerson): Item | undefined {
  const marked = person.markedAt.get(listed.room.id) ?? 0
  if (sees(person, listed.room)) {
    const banned = person.bansAt.get(listed.room.id) ?? 0
    return { position: Math.max(listed.position, marked, banned), listed, isGone: listed.isGone }
  }
  const position = Math.max(listed.closedAt, marked)
  return position === 0 ? undefined : { position, listed, isGone: true }
}

function quietUpTo(from: number, { quiet }: LivePerson, list: Directory): number {
  if (!quiet || quiet.list !== list.id) return from
  return quiet.from <= from && from <= quiet.to ? quiet.to : from
}

function newestOf(positions: Iterable<number>): number {
  let newest = 0
  for (const position of positions) if (position > newest) newest = position
  return newest
}

/** `RoomNews` in the protocol. */
function newsOf(person: LivePerson, listed: ListedRoom): string {
  return `${jsonAsSeenBy(person, listed).slice(0, -1)},"version":${listed.room.rev}}`
}
