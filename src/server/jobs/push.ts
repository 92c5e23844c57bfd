import { setTimeout as sleep } from 'node:timers/promises'
import type { PushNotice } from '../../protocol/push.ts'
import type { Database } from '../database/database.ts'
import {
  devicesIn,
  type Listener,
  listenersIn,
  noticeFor,
  type Talk,
  talkIn,
} from '../domain/listeners.ts'
import type { Parlor } from '../domain/parlor.ts'
import type { Told } from '../domain/push.ts'
import type { JobKind } from '../engine/job-runner.ts'
import { system } from '../engine/transaction.ts'
import { encrypt } from '../push/encrypt.ts'
import { createPost, type Internet, type Post } from '../push/post.ts'
import { authorization, type SenderKey } from '../push/sender-key.ts'

interface Deps {
  parlor: Pick<Parlor, 'jobs' | 'senderKey'>
  database: Pick<Database, 'db'>
  clock(): number
  internet: Internet | undefined
}

/** So many rooms’ devices are told at once, in one process. */
const atOnce = 8
/** To tell a device takes a third of a millisecond: between two of them others have their turn; ms. */
const apart = 5
/** So many devices are looked up, and written down, at once. */
const together = 50
/** How long a try goes on to begin with devices; ms. */
const longest = 3 * 60_000
/** Who looked at the room when something was said may not have seen it: that is looked at again; ms. */
const lookAgainAfter = 35_000
const lookAgainFor = 2 * 60_000
/** How long a push service keeps what it cannot deliver, and a pause after a failure; s and ms. */
const timeToLive = 24 * 60 * 60
const firstPause = 15_000
const longestPause = 6 * 60 * 60_000

/**
 * Tells devices what is new in a room, each by itself. What a device was told is written down once its
 * push service has taken it, so that it is told again if this process ends in between: that takes the
 * place of the first.
 */
export function push({ parlor, database, clock, internet }: Deps): JobKind<{ roomId: string }> {
  const { post } = createPost(internet)
  const pace = createPace()
  return {
    within: longest + 60_000,
    // Whoever is not told now is with the next message.
    tries: 5,
    // Mostly it waits for push services, and those are whoever says so.
    atOnce,
    async run({ roomId }, signal) {
      const began = clock()
      const key = await parlor.senderKey()
      const round = new Round({ key, post, pace, signal, clock })
      const devices = await devicesIn(database.db(), roomId)
      for (let from = 0; from < devices.length && !signal.aborted; from += together) {
        if (clock() - began > longest) return { after: 0 }
        // Anew each time: what is said meanwhile is told to those who were not told anything yet.
        const talk = await talkIn(database.db(), roomId)
        if (!talk) return undefined
        const some = devices.slice(from, from + together)
        const listeners = await listenersIn(database.db(), talk, { devices: some, now: clock() })
        const told = await round.tell(listeners, talk)
        const asOf = talk.rev
        if (told.length > 0) await parlor.jobs.run('noteTold', system, { roomId, asOf, told })
      }
      return round.goesOn()
    },
  }
}

interface Means {
  key: SenderKey
  post: Post['post']
  /** Resolves when one more may be told. */
  pace(): Promise<void>
  signal: AbortSignal
  clock(): number
}

/** So that of all devices, of whatever rooms, one is told after the other, with time for others in between. */
function createPace(): () => Promise<void> {
  let last = 0
  return async () => {
    const now = performance.now()
    last = Math.max(now, last + apart)
    if (last > now) await sleep(last - now)
  }
}

/** One time that a room's devices are told. */
class Round {
  readonly #with: Means
  /** Push services that are not to be tried again before a time. */
  readonly #resting = new Map<string, number>()
  #next: number | undefined

  constructor(means: Means) {
    this.#with = means
  }

  /** All push services at once, and the devices of each one after another. */
  async tell(listeners: readonly Listener[], talk: Talk): Promise<Told[]> {
    const byService = Map.groupBy(listeners, ({ endpoint }) => new URL(endpoint).origin)
    const told = await Promise.all(
      Array.from(byService, async ([service, devices]) => {
        const ends: Told[] = []
        for (const device of devices) ends.push(...(await this.#tellOne(service, device, talk)))
        return ends
      }),
    )
    return told.flat()
  }

  goesOn(): { after: number } | undefined {
    const now = this.#with.clock()
    return this.#next === undefined ? undefined : { after: Math.max(0, this.#next - now) }
  }

  async #tellOne(service: string, device: Listener, talk: Talk): Promise<Told[]> {
    const { clock, pace, signal } = this.#with
    const notice = noticeFor(device, talk)
    if (!notice) {
      if (device.isLooking && clock() - talk.lastPostedAt < lookAgainFor) {
        this.#comeBack(clock() + lookAgainAfter)
      }
      return []
    }
    const rests = Math.max(this.#resting.get(service) ?? 0, device.notBefore ?? 0)
    if (rests > clock()) {
      this.#comeBack(rests)
      return []
    }
    await pace()
    if (signal.aborted) return []
    return this.#send(service, device, { notice, roomId: talk.roomId })
  }

  async #send(
    service: string,
    device: Listener,
    { notice, roomId }: { notice: PushNotice; roomId: string },
  ): Promise<Told[]> {
    const { key, post, signal, clock } = this.#with
    const { id: subscriptionId } = device
    const told = { kind: 'told', subscriptionId, seq: notice.seq, shown: notice.count > 0 } as const
    // Safari takes the permission from who sends what is not shown.
    if (notice.count === 0 && service.endsWith('.push.apple.com')) return [told]
    const body = bodyFor(device, notice)
    if (!body) return [{ kind: 'gone', subscriptionId }]
    const subject = device.origin.startsWith('https:')
      ? device.origin
      : 'mailto:postmaster@parlor.invalid'
    const headers = {
      authorization: authorization(key, { endpoint: device.endpoint, subject, now: clock() }),
      'content-encoding': 'aes128gcm',
      'content-type': 'application/octet-stream',
      ttl: String(timeToLive),
      urgency: notice.mentioned ? 'high' : 'normal',
      // What is newer takes the place of what was not delivered yet (RFC 8030, 5.4).
      topic: roomId.slice(0, 32),
    }
    const reply = await post(device.endpoint, { headers, body }, signal)
    switch (reply.kind) {
      case 'refused':
        return [{ kind: 'gone', subscriptionId }]
      case 'silent':
        return [this.#later(service, device, undefined)]
      case 'answered': {
        const { status, retryAfter } = reply
        if (status >= 200 && status < 300) return [told]
        const isPassing = status === 429 || status === 408 || status >= 500
        if (isPassing) return [this.#later(service, device, retryAfter)]
        return [{ kind: 'gone', subscriptionId }]
      }
      default:
        return reply satisfies never
    }
  }

  /** The push service rests as well: it would hold up the others of its devices. */
  #later(service: string, { id, failures }: Listener, retryAfter: number | undefined): Told {
    const pause = Math.min(longestPause, firstPause * 2 ** Math.min(failures, 20))
    // It says what it likes, and is anybody's: a date that no database keeps would fail all that is noted with it.
    const notBefore = this.#with.clock() + Math.min(longestPause, Math.max(pause, retryAfter ?? 0))
    this.#resting.set(service, notBefore)
    this.#comeBack(notBefore)
    return { kind: 'later', subscriptionId: id, notBefore }
  }

  #comeBack(at: number): void {
    this.#next = Math.min(this.#next ?? at, at)
  }
}

/** Undefined: the browser's key is none. */
function bodyFor(device: Listener, notice: PushNotice): Buffer | undefined {
  try {
    return encrypt(JSON.stringify(notice), device)
  } catch {
    return undefined
  }
}
