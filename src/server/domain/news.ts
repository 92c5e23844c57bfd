import { bounds } from '../../protocol/limits.ts'
import { Refusal } from '../../protocol/refusal.ts'
import { roomsOf, sees } from './live/belonging.ts'
import type { Directory } from './live/directory.ts'
import { createElsewhere } from './live/elsewhere.ts'
import type { LivePerson, LiveSession } from './live/live-person.ts'
import type { Memory } from './live/memory.ts'
import {
  type NewsCursor,
  readNewsCursor,
  signOf,
  type Told,
  writeNewsCursor,
} from './live/news-cursor.ts'
import { beginning } from './live/positions.ts'
import type { ListedRoom } from './live/room-log.ts'
import { jsonAsSeenBy } from './live/seen-room.ts'

/** The list of rooms as a log: what has changed for somebody since they last asked. */
export type News = ReturnType<typeof createNews>

export function createNews(
  { people, directory, positions, catchUpList }: Memory,
  { clock }: { clock(): number },
) {
  const elsewhere = createElsewhere(directory)

  /** What is to be told after a position, in order: what they see changed, or is to be seen no more. */
  function itemsAfter(from: number, person: LivePerson, list: Directory, of: Of): Item[] {
    const items = new Map<string, Item>()
    const add = (listed: ListedRoom | undefined): void => {
      const item = listed && itemOf(listed, person)
      if (item && item.position > from) items.set(item.listed.room.id, item)
    }
    if (of === 'mine') for (const roomId of roomsOf(person)) add(list.find(roomId))
    // Of what is known to be nothing to them, nothing has to be looked at again.
    else for (const listed of list.since(quietUpTo(from, person, list))) add(listed)
    for (const marks of [person.markedAt, person.bansAt]) {
      for (const [roomId, at] of marks) if (at > from) add(list.find(roomId))
    }
    return [...items.values()].sort((a, b) => a.position - b.position)
  }

  function write(
    person: LivePerson,
    list: Directory,
    { cursor, place, of }: Asked,
    items = itemsAfter(place[of], person, list, of),
  ): string {
    const from = place[of]
    // Whoever has something must hear of what is gone; whoever has nothing needs no list of what there is.
    const all = cursor && from === 0 ? list.list(person).map(({ room }) => room.id) : undefined
    const rooms: string[] = []
    const gone: string[] = []
    let position = from
    let bytes = all ? Buffer.byteLength(JSON.stringify(all)) : 0
    let more = false
    for (const { position: at, listed, isGone } of items) {
      const json = isGone ? listed.room.id : newsOf(person, listed)
      bytes += Buffer.byteLength(json)
      if (bytes > bounds.answerBytes && position > from) {
        more = true
        break
      }
      if (!isGone) rooms.push(json)
      else if (from > 0) gone.push(json)
      position = at
    }
    // A cursor that moved on would tell of what happens in rooms that they do not see.
    position = Math.max(position, beginning)
    const newest = positions.newest()
    if (!more && of === 'all') person.quiet = { list: list.id, from: position, to: newest }
    const now = { all: position, mine: Math.max(position, place.mine) }
    const told = new Map(cursor?.told)
    told.delete(list.id)
    told.set(list.id, of === 'all' ? now : { ...now, all: place.all })
    // Who was told of their own rooms has of the others what they had before.
    const had = of === 'all' ? list.state(person) : (cursor?.state ?? '')
    const next = writeNewsCursor({
      person: signOf(person.id),
      readVersion: person.readVersion,
      state: more ? '' : had,
      told,
    })
    const start = `{"cursor":"${next}","rooms":[${rooms.join(',')}],"gone":${JSON.stringify(gone)}`
    return `${start}${all ? `,"all":${JSON.stringify(all)}` : ''},"more":${more}}`
  }

  /** What has changed for somebody, if it is little and can be told at once and from memory. */
  function inMemory(person: LivePerson, after: string, of: Of): string | undefined {
    const list = directory.follow()
    const cursor = readNewsCursor(after)
    if (!list || !cursor || person.isBehind) return undefined
    if (cursor.person !== signOf(person.id)) return undefined
    if (cursor.readVersion > person.readVersion) return undefined
    const asked = askedOf(cursor, person, list, of)
    if (asked.place[asked.of] === 0) return undefined
    const items = itemsAfter(asked.place[asked.of], person, list, asked.of)
    if (items.length > few) return undefined
    person.looksAtRooms = true
    return write(person, list, asked, items)
  }

  return {
    /**
     * What has changed for the person in the list of rooms after a cursor, as JSON (`News` in the
     * protocol). Without one, or with one that says nothing here, it is everything.
     * @param of `mine`: only in rooms that they belong to, or did.
     * @throws Refusal `cursor_unknown` if the cursor was not given to this person
     */
    async news({ person }: LiveSession, after?: string, of: Of = 'all'): Promise<string> {
      const cursor = after === undefined ? undefined : readNewsCursor(after)
      const isTheirs = cursor?.person === signOf(person.id)
      if (after !== undefined && !isTheirs) throw new Refusal('cursor_unknown')
      // Another process told them more of what they had read than this one knows.
      if (cursor && cursor.readVersion > person.readVersion) person.isBehind = true
      await people.catchUp(person)
      person.looksAtRooms = true
      const list = await directory.get()
      const asked = askedOf(cursor, person, list, of)
      if (!cursor || asked.place[asked.of] > 0) return write(person, list, asked)
      // They come from another process: what it has told them is not to be taken back.
      await catchUpList()
      const caughtUp = await directory.get()
      return write(person, caughtUp, askedOf(cursor, person, caughtUp, of))
    },

    /** The same, if it is little and can be told at once and from memory; undefined: ask in the usual way. */
    newsInMemory(token: string, after: string, of: Of): FoundNews | undefined {
      const session = people.known(token, clock())
      const body = session && inMemory(session.person, after, of)
      return session && body !== undefined ? { session, body } : undefined
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
        told: new Map([[list.id, { all: position, mine: position }]]),
      })
    },

    /**
     * What a poll of a room says of the person's others. Its number rises when something is new there; it is
     * undefined while the rooms are not in memory, which a poll does not wait for.
     */
    newsElsewhere({ person }: LiveSession, roomId: string, asked?: AskedWithPoll): Elsewhere {
      const number = elsewhere(person, roomId)
      if (number === undefined || !asked || asked.known === number) return { number }
      return { number, news: inMemory(person, asked.news, 'mine') }
    },
  }

  /** What an answer goes on from: to who has nothing yet, it is of all rooms in any case. */
  function askedOf(
    cursor: NewsCursor | undefined,
    person: LivePerson,
    list: Directory,
    of: Of,
  ): Asked {
    const place = placeOf(cursor, person, list)
    return { cursor, place, of: cursor && place[of] === 0 ? 'all' : of }
  }

  /** Up to which positions of this directory they were told everything; 0: they were told nothing. */
  function placeOf(cursor: NewsCursor | undefined, person: LivePerson, list: Directory): Told {
    if (!cursor) return nothingTold
    const place = cursor.told.get(list.id)
    const isTold = place !== undefined && Math.max(place.all, place.mine) <= positions.newest()
    const isSameVersion = cursor.readVersion === person.readVersion
    // Rooms that they ceased to belong to while nobody here noted it are found by what there is.
    if (isTold && (place.all >= person.knownSince || isSameVersion)) return place
    const hasAll = cursor.state === list.state(person) && isSameVersion
    const newest = positions.newest()
    return hasAll ? { all: newest, mine: newest } : nothingTold
  }
}

/** Of which rooms somebody asks: of all that they see, or of those that they belong to. */
export type Of = 'all' | 'mine'

/** The news that somebody has who polls a room: their cursor, and the number that it agrees with. */
export interface AskedWithPoll {
  news: string
  known: string
}

interface Elsewhere {
  number: string | undefined
  /** What the number stands for, as JSON, if it is another than the one that is known, and little. */
  news?: string | undefined
}

/** What memory has to tell somebody. */
export interface FoundNews {
  session: LiveSession
  body: string
}

interface Asked {
  cursor: NewsCursor | undefined
  place: Told
  of: Of
}

const nothingTold: Told = { all: 0, mine: 0 }

/** So many rooms are little: an answer of them takes no longer than a poll that brings messages. */
const few = 20

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
