import Value from 'typebox/value'
import { News } from '../../src/protocol/news.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { breach } from './breach.ts'
import type { Reply } from './network.ts'
import type { Page } from './page.ts'
import type { Truth } from './truth.ts'

/**
 * P16: what a list says of a room for somebody is what the rows say, whenever it claims to be of the same
 * moment: the room's version and what the person had read are the same there and in the database.
 */
export function createCountsObserver(truth: Truth) {
  let told: { owner: string; news: News }[] = []

  return {
    /** @param all everything that the process would tell this person */
    answered(owner: string, all: Reply | undefined): void {
      const body: unknown = all?.status === 200 ? JSON.parse(all.text) : undefined
      if (Value.Check(News, body)) told.push({ owner, news: body })
    },

    /** A step is over. */
    check(): void {
      const due = told
      told = []
      for (const { owner, news } of due) {
        const readVersion = Number(news.cursor.split('.')[1])
        if (readVersion !== truth.standing.readVersion(owner)) continue
        for (const { version, ...room } of news.rooms) {
          if (version === truth.revOf(room.id)) checkCounts('a list', owner, room, truth)
        }
      }
    },
  }
}

/** P16, when all is quiet: the process tells everybody what the rows say, and of nothing else. */
export function checkEverythingNew(owner: string, all: Reply | undefined, truth: Truth): void {
  const body: unknown = all?.status === 200 ? JSON.parse(all.text) : undefined
  if (!Value.Check(News, body)) return
  const shown = body.rooms.map(({ id }) => id)
  const visible = truth
    .livingRooms()
    .flatMap(({ id }) => (truth.standing.sees(owner, id) ? [id] : []))
  if (new Set(shown).symmetricDifference(new Set(visible)).size > 0) {
    throw breach('P13', `${owner} is told of ${shown.join()}, and sees ${visible.join()}`)
  }
  for (const room of body.rooms) checkCounts('a fresh list', owner, room, truth)
}

/**
 * P16, when all is quiet: every window of a person shows the same of the rooms that they belong to.
 * Of the room that it shows itself, its log is what tells.
 */
export function checkCountsShown(page: Page, truth: Truth): void {
  const { owner } = page.browser
  const visit = page.store.visit.value
  const here = visit.kind === 'inside' ? visit.room.id : undefined
  const isList = page.route.value.kind === 'rooms'
  if (!isList && visit.kind !== 'inside') return
  for (const room of page.store.rooms.value ?? []) {
    const belongs = truth.standing.countsOf(owner, room.id) !== undefined
    if (room.id === here || truth.isDeleted(room.id) || !(isList || belongs)) continue
    checkCounts(page.name, owner, room, truth)
  }
}

function checkCounts(where: string, owner: string, room: Room, truth: Truth): void {
  const counts = truth.standing.countsOf(owner, room.id)
  const shown = `${room.unread} unread and ${room.mentions} mentions`
  const expected = `${counts?.unread ?? null} unread and ${counts?.mentions ?? null} mentions`
  if (shown !== expected) {
    throw breach(
      'P16',
      `${where} of ${owner} has ${shown} in “${room.name}”, where are ${expected}`,
    )
  }
  const role = truth.standing.roleOf(owner, room.id) ?? null
  if (room.role !== role) {
    throw breach('P16', `${where} has ${owner} as ${room.role} in “${room.name}”, as ${role} is`)
  }
}
