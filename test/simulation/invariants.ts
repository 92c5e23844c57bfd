import type { Message } from '../../src/protocol/messages.ts'
import type { OutboxItem } from '../../src/web/app/outbox.ts'
import { breach } from './breach.ts'
import type { Browser } from './browser.ts'
import { checkRefusals } from './changes.ts'
import { checkCountsShown } from './counts.ts'
import type { Page } from './page.ts'
import { isSame, isStateOf, type Kept } from './stored.ts'
import type { Truth } from './truth.ts'

/** A text that somebody wrote, and where. Each text is written once in a story. */
export interface Written {
  body: string
  roomId: string
  browser: Browser
  /** The newest `seq` of the room that had been acknowledged to anybody when it was first sent. */
  after?: number
}

/** P1, P7, S14: what a window shows is a run of one log, in its order, and of no other. */
export function checkLog(page: Page, truth: Truth): void {
  const visit = page.store.visit.value
  if (visit.kind !== 'inside') return
  const shown = page.store.messages.value
  const logs = truth.logs(visit.room.id)
  if (logs.some((log) => isRunOf(shown, log))) return
  throw breach(
    'P1',
    `${page.name} shows ${sketch(shown)} of “${visit.room.name}”, and its log is ${sketch(logs[0] ?? [])}`,
  )
}

/**
 * P11: no message that a window shows goes back to an older state.
 * @param seen the versions that windows have shown, by window and message
 */
export function checkVersions(page: Page, seen: Map<string, number>): void {
  if (page.store.visit.value.kind !== 'inside') return
  for (const { id, body, version } of page.store.messages.value) {
    const place = `${page.name} ${id}`
    if (version < (seen.get(place) ?? 0)) {
      throw breach('P11', `${page.name} shows ${id} as it was before, ${body}`)
    }
    seen.set(place, version)
  }
}

/** S14: nothing that is still being sent stands in the log, and nothing stands there twice. */
export function checkStrip(page: Page): void {
  const visit = page.store.visit.value
  if (visit.kind !== 'inside') return
  const mine = new Set(page.store.messages.value.map((message) => message.key))
  for (const item of page.outbox.items.value) {
    if (mine.has(item.key)) {
      throw breach('P6', `${page.name} shows ${item.body} in the log and as being sent`)
    }
  }
}

/** P6: what was written is either kept by its author's browser or stands in the room's log. */
export function checkNothingLost(written: Written[], truth: Truth): void {
  for (const { body, browser } of written) {
    if (truth.wasEver(body)) continue
    if (![...browser.stored().values()].some((item) => item.includes(body))) {
      throw breach('P6', `${body} is neither in a log nor with its author`)
    }
  }
}

/** P5, and S14 for an author: who wrote or sent it later stands later. */
export function checkOrderOfWriting(written: Written[], truth: Truth): void {
  const last = new Map<string, Kept>()
  for (const { body, roomId, browser, after } of written) {
    const kept = truth.find(body)
    if (!kept) continue
    const strand = `${browser.name} ${roomId}`
    const before = last.get(strand)
    if (before && before.seq > kept.seq) {
      throw breach('P5', `${before.body} was written before ${body}, and stands after it`)
    }
    if (after !== undefined && kept.seq <= after) {
      throw breach(
        'P5',
        `${body} was sent after ${after} was acknowledged, and stands at ${kept.seq}`,
      )
    }
    last.set(strand, kept)
  }
}

/**
 * P8, P9, P10: with a good line and a little time, every window shows what the database says.
 * @param restored a backup was restored: what was refused may have been refused by the other history
 */
export function checkSettled(pages: Page[], truth: Truth, restored: boolean): void {
  for (const page of pages) {
    if (!restored) checkRefusals(page, truth)
    const visit = page.store.visit.value
    switch (visit.kind) {
      case 'entering':
        throw breach('P10', `${page.name} does not get into ${visit.roomId}`)
      case 'earlier':
        throw breach('P10', `${page.name} does not get into “${visit.room.name}”`)
      case 'inside': {
        const { id, name } = visit.room
        if (truth.isDeleted(id))
          throw breach('P8', `${page.name} is in “${name}”, which is deleted`)
        if (truth.whereabouts(page.browser.owner) !== id) {
          throw breach('P9', `${page.name} shows “${name}”, where its owner is not`)
        }
        const { owner } = page.browser
        if (!truth.standing.sees(owner, id) || truth.standing.isBanned(owner, id)) {
          throw breach('P13', `${page.name} is in “${name}”, where its owner may not be`)
        }
        checkWholeLog(page, id, truth)
        checkPeople(page, id, truth)
        checkAllSent(page, id)
        break
      }
      case 'nowhere':
      case 'moved':
      case 'missing':
      case 'at_door':
        break
      default:
        visit satisfies never
    }
    checkList(page, truth)
    checkCountsShown(page, truth)
    checkStranded(page, truth)
  }
}

/** P10: what was built from a first page and polls is what a fresh page would show. */
export function checkWholeLog(page: Page, roomId: string, truth: Truth): void {
  const log = truth.log(roomId)
  const shown = page.store.messages.value
  const newest = page.store.newest.value
  const isWhole = isRunOf(newest, log, isSame) && newest.at(-1)?.seq === log.at(-1)?.seq
  if (!isWhole || !isRunOf(shown, log, isSame)) {
    throw breach('P10', `${page.name} shows ${sketch(shown)}, and the log is ${sketch(log)}`)
  }
  checkQuotes(page, shown, log)
  const pins = page.store.pins.value.map(({ messageId }) => messageId).join()
  const pinned = truth.pinsIn(roomId).join()
  if (pins !== pinned) throw breach('P10', `${page.name} has ${pins} pinned, and ${pinned} are`)
}

/** P10, P12: what replies quote is what their originals say now. */
function checkQuotes(page: Page, shown: readonly Message[], log: readonly Message[]): void {
  for (const { body, replyTo } of shown) {
    if (!replyTo) continue
    const original = log[replyTo.seq - 1]
    if (original?.id === replyTo.id && original.body === replyTo.excerpt) continue
    throw breach(
      'P12',
      `${page.name} shows ${body} quote “${replyTo.excerpt}”, not ${original?.body}`,
    )
  }
}

function checkPeople(page: Page, roomId: string, truth: Truth): void {
  const shown = [...page.store.people.value.values()].map((person) => person.username)
  const inside = truth.peopleIn(roomId)
  if (!haveTheSame(shown, inside)) {
    throw breach('P8', `${page.name} shows ${shown.join()} inside, and inside are ${inside.join()}`)
  }
}

function checkAllSent(page: Page, roomId: string): void {
  const stuck = itemsOf(page.browser).find(
    (item) => item.room.id === roomId && item.state.kind !== 'refused',
  )
  if (stuck) throw breach('P6', `${stuck.body} is not sent, though ${page.name} is in its room`)
  const wanted = [...page.amendments.items.value.values()].find(
    ({ room, state }) => room.id === roomId && state.kind !== 'refused',
  )
  if (wanted) {
    throw breach('P6', `${page.name} does not get ${wanted.messageId} changed, though in its room`)
  }
}

/** P6: whoever looks at the list is told of what can never be sent, because its room is gone. */
function checkStranded(page: Page, truth: Truth): void {
  if (page.route.value.kind !== 'rooms') return
  const stranded = itemsOf(page.browser).find(
    ({ room: { id }, state }) =>
      state.kind !== 'refused' &&
      (truth.isDeleted(id) || !truth.standing.sees(page.browser.owner, id)),
  )
  if (stranded) throw breach('P6', `${page.name} is not told that ${stranded.body} cannot be sent`)
}

function checkList(page: Page, truth: Truth): void {
  if (page.route.value.kind !== 'rooms') return
  const shown = page.store.rooms.value?.map((room) => `${room.id} (${room.people})`) ?? []
  const living = truth
    .livingRooms()
    .filter(({ id }) => truth.standing.sees(page.browser.owner, id))
    .map((room) => `${room.id} (${truth.peopleIn(room.id).length})`)
  if (!haveTheSame(shown, living)) {
    throw breach('P10', `${page.name} lists ${shown.join()}, and there are ${living.join()}`)
  }
}

function haveTheSame(some: string[], others: string[]): boolean {
  return new Set(some).symmetricDifference(new Set(others)).size === 0
}

function itemsOf(browser: Browser): OutboxItem[] {
  return [...browser.stored()]
    .filter(([name]) => name.startsWith('outbox/'))
    .map(([, text]): OutboxItem => JSON.parse(text))
}

/** @param agrees by default: a message may be shown in any state that it has had */
function isRunOf(
  shown: readonly Message[],
  log: readonly Kept[],
  agrees: (message: Message, kept: Kept) => boolean = isStateOf,
): boolean {
  const start = (shown[0]?.seq ?? 1) - 1
  return shown.every((message, at) => {
    const kept = log[start + at]
    return kept !== undefined && agrees(message, kept)
  })
}

function sketch(messages: readonly Message[]): string {
  const some = messages.slice(-8).map(({ seq, body }) => `${seq} ${body}`)
  return `[${messages.length > some.length ? '… ' : ''}${some.join(', ')}]`
}
