import type { Message } from '../../src/protocol/messages.ts'
import type { Amendment } from '../../src/web/app/amendments.ts'
import { breach } from './breach.ts'
import type { Browser } from './browser.ts'
import type { Page } from './page.ts'
import type { Kept } from './stored.ts'
import type { Truth } from './truth.ts'

/** What somebody wanted changed of a message. */
interface Changed {
  messageId: string
  roomId: string
  browser: Browser
  /** The text that their window showed. */
  over: string
  /** The new text, which is given once in a story; undefined: it is deleted. */
  body?: string
}

/** Remembers which messages were edited and deleted in windows, and what must come of that. */
export function createChanges(truth: Truth) {
  let wanted: Changed[] = []
  let restored = false
  const bodies = new Map<string, Changed>()

  const isSettled = ({ messageId, roomId, browser, body }: Changed): boolean => {
    const kept = truth.withId(messageId)
    if (truth.isDeleted(roomId) || !kept || kept.deletedAt !== null) return true
    if (body === undefined) return isStored(browser, `"messageId":"${messageId}"`)
    return kept.states.some((state) => state.body === body) || isStored(browser, `"body":"${body}"`)
  }

  /** P11: an edit takes the place of the text that it was written over, and of no other. */
  const checkPlaces = ({ messageId }: Changed): void => {
    const states = truth.withId(messageId)?.states ?? []
    for (const [at, state] of states.entries()) {
      const edit = bodies.get(state.body)
      const before = states[at - 1]
      // A reaction leaves the text as it is.
      if (!edit || !before || before.body === edit.over || before.body === state.body) continue
      if (bodies.get(before.body)?.browser === edit.browser) continue
      throw breach(
        'P11',
        `${state.body} took the place of ${before.body}, which its author had not seen`,
      )
    }
  }

  return {
    add(page: Page, roomId: string, message: Message, body?: string): void {
      if (restored) return
      const { browser } = page
      const { id } = message
      const change: Changed = { messageId: id, roomId, browser, over: message.body }
      if (body !== undefined) bodies.set(body, { ...change, body })
      // A later wish of the same browser takes the place of an earlier one.
      wanted = wanted.filter((each) => each.messageId !== id || each.browser !== browser)
      wanted.push(body === undefined ? change : { ...change, body })
    },

    /** P6 and P11: a step is over. */
    check(): void {
      // From a room that is hidden, the text of an edit is all that its author keeps.
      wanted = wanted.filter(
        ({ roomId, browser, body }) =>
          body !== undefined || truth.standing.sees(browser.owner, roomId),
      )
      for (const change of wanted) {
        checkPlaces(change)
        if (isSettled(change)) continue
        const what = change.body ?? `the deletion of ${change.messageId}`
        throw breach('P6', `${what} is neither in a log nor with its author`)
      }
    },

    /** A backup took the place of the database: the same id and version may name another message now. */
    restored(): void {
      restored = true
      wanted = []
      bodies.clear()
    },
  }
}

/** P6: nothing is refused that the server had no reason to refuse. */
export function checkRefusals(page: Page, truth: Truth): void {
  const { owner } = page.browser
  for (const { room, state, body, replyTo } of page.outbox.items.value) {
    if (state.kind !== 'refused' || truth.isDeleted(room.id)) continue
    const answered = replyTo && truth.withId(replyTo.id)
    if (state.code === 'message_deleted' && answered && answered.deletedAt !== null) continue
    if (truth.standing.isEarned(state.code, owner, room.id)) continue
    throw breach('P6', `${page.name} is told ${state.code} of ${body}`)
  }
  for (const item of page.amendments.items.value.values()) {
    if (item.state.kind !== 'refused' || isEarned(item, truth)) continue
    if (truth.standing.isEarned(item.state.code, owner, item.room.id)) continue
    throw breach('P6', `${page.name} is told ${item.state.code} of the change of ${item.messageId}`)
  }
}

function isEarned({ messageId, room, wish, state }: Amendment, truth: Truth): boolean {
  const kept = truth.withId(messageId)
  if (state.kind !== 'refused' || truth.isDeleted(room.id)) return true
  switch (state.code) {
    case 'message_deleted':
      return kept?.deletedAt !== null
    case 'message_changed':
      return wish.kind === 'edit' && kept !== undefined && bodyVersionOf(kept) > wish.version
    default:
      return false
  }
}

/** The version at which a message was given the text that it has: reactions come after it. */
function bodyVersionOf({ states, body }: Kept): number {
  return states.find((state) => state.body === body)?.version ?? 0
}

function isStored(browser: Browser, words: string): boolean {
  return [...browser.stored().values()].some((item) => item.includes(words))
}
