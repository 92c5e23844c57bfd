import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { ForYou, ForYouItem } from '../../protocol/for-you.ts'
import { wordsOf } from '../../protocol/formatting/words.ts'
import { excerptOf } from '../../protocol/quotes.ts'
import type { Room } from '../../protocol/rooms.ts'
import type { Refusal } from '../app/api.ts'
import { useApp } from '../app/app-context.ts'
import { withNext, withRest } from '../app/for-you-items.ts'
import { nameOf } from '../app/name-of.ts'
import { forYouApi, readAll } from '../app/read-all.ts'
import { roomPath } from '../app/router.ts'
import { Avatar } from '../components/controls/avatar.tsx'
import { Link } from '../components/controls/link.tsx'
import { Page } from '../components/frame/page.tsx'
import { forYouTexts } from '../locale/for-you/texts.ts'
import { explain } from '../locale/messages.ts'
import { isolated } from '../text/isolated.ts'
import { dayOf, exactTime, timeOf } from '../text/times.ts'

/** In lively rooms there is no asking with each message; ms. */
const leastPause = 3000
/** Of reactions nothing is told; ms. */
const longestPause = 60_000

/** Who mentioned one, and who answered or reacted to what one said, the newest first. */
export function ForYouPage() {
  const app = useApp()
  const { api, store, attention, clock } = app
  const words = forYouTexts()
  const found = useSignal<ForYou | null>(null)
  const failure = useSignal<Refusal | null>(null)
  const isAsking = useSignal(false)
  const askedAt = useRef(Number.NEGATIVE_INFINITY)
  const rooms = (store.rooms.value ?? []).filter(({ belongs }) => belongs)
  const sumOf = (count: (room: Room) => number | null) =>
    rooms.reduce((sum, room) => sum + (count(room) ?? 0), 0)
  /** Another one with each message in rooms of theirs, which may be an answer, and with each that they read. */
  const news = `${sumOf((room) => room.messages)} ${sumOf((room) => room.mentions)}`

  const load = async (after: string | null) => {
    isAsking.value = true
    if (after === null) askedAt.current = clock.now()
    const answer = await forYouApi(api).page(after)
    isAsking.value = false
    failure.value = answer.ok ? null : answer.refusal
    if (!answer.ok) return
    const known = found.peek()
    found.value = after === null ? withRest(answer.value, known) : withNext(known, answer.value)
    const newest = answer.value.items[0]
    if (after === null && newest && attention.inFront()) void forYouApi(api).seen(newest.id)
  }
  useEffect(() => {
    const pause = askedAt.current + leastPause - clock.now()
    return clock.after(Math.max(0, pause), () => void load(null))
  }, [news])
  useEffect(() => {
    const look = () => {
      if (attention.inFront()) void load(null)
    }
    let stop: () => void
    const wait = () => {
      stop = clock.after(longestPause, () => {
        look()
        wait()
      })
    }
    wait()
    addEventListener('focus', look)
    return () => {
      stop()
      removeEventListener('focus', look)
    }
  }, [])

  const markAll = async () => {
    failure.value = await readAll(app)
  }

  const page = found.value
  return (
    <Page kind="for-you" title={words.title}>
      <div class="for-you-tools">
        <button type="button" class="plain" onClick={() => void markAll()}>
          {words.readAll}
        </button>
      </div>
      {failure.value && (
        <p class="error" role="alert">
          {explain(failure.value)}
        </p>
      )}
      {!page && !failure.value && (
        <p class="quiet" role="status">
          {words.loading}
        </p>
      )}
      {page?.items.length === 0 && (
        <div class="empty">
          <p class="empty-title">{words.none}</p>
          <p>{words.noneHint}</p>
        </div>
      )}
      {page?.items.map((item) => (
        <Item key={item.id} item={item} />
      ))}
      {page && page.next !== null && (
        <button type="button" disabled={isAsking.value} onClick={() => void load(page.next)}>
          {words.more}
        </button>
      )}
    </Page>
  )
}

/** All of it leads to the message. */
function Item({ item }: { item: ForYouItem }) {
  const { clock } = useApp()
  const words = forYouTexts()
  const { by, at, message, room, unread } = item
  return (
    <article class="hit" data-unread={unread}>
      <header>
        <Avatar user={by} />
        <Link class="hit-link" to={`${roomPath(room.id)}?at=${message.seq}`}>
          {whatOf(item)}
        </Link>
        {unread && <span class="badge">{words.unread}</span>}
        <time dateTime={at} title={exactTime(at)}>
          {dayOf(at, clock.now())}, {timeOf(at)}
        </time>
      </header>
      <p class="hit-text" dir="auto">
        {wordsOf(excerptOf(message))}
      </p>
    </article>
  )
}

function whatOf({ kind, by, room, emoji = '' }: ForYouItem): string {
  const words = forYouTexts()
  const [name, place] = [isolated(nameOf(by)), isolated(room.name)]
  switch (kind) {
    case 'mention':
      return words.mention(name, place)
    case 'reply':
      return words.reply(name, place)
    case 'reaction':
      return words.reaction(name, emoji, place)
    default:
      return kind satisfies never
  }
}
