import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ForYou, ForYouItem } from '../../protocol/for-you.ts'
import { excerptOf } from '../../protocol/quotes.ts'
import type { Refusal } from '../app/api.ts'
import { useApp } from '../app/app-context.ts'
import { forYouApi, readAll } from '../app/read-all.ts'
import { roomPath } from '../app/router.ts'
import { Avatar } from '../components/controls/avatar.tsx'
import { Link } from '../components/controls/link.tsx'
import { Page } from '../components/frame/page.tsx'
import { forYouTexts } from '../locale/for-you/texts.ts'
import { explain } from '../locale/messages.ts'
import { dayOf, exactTime, timeOf, today } from '../text/times.ts'

/** Who mentioned one, and who answered or reacted to what one said, the newest first. */
export function ForYouPage() {
  const app = useApp()
  const { api, store, attention } = app
  const words = forYouTexts()
  const found = useSignal<ForYou | null>(null)
  const failure = useSignal<Refusal | null>(null)
  const isAsking = useSignal(false)
  /** It changes with each new mention, wherever: then there is something new here as well. */
  const mentions = (store.rooms.value ?? []).reduce((sum, room) => sum + (room.mentions ?? 0), 0)

  const load = async (after: string | null) => {
    isAsking.value = true
    const answer = await forYouApi(api).page(after)
    isAsking.value = false
    failure.value = answer.ok ? null : answer.refusal
    if (!answer.ok) return
    const before = after === null ? [] : (found.peek()?.items ?? [])
    found.value = { ...answer.value, items: [...before, ...answer.value.items] }
    const newest = answer.value.items[0]
    if (after === null && newest && attention.inFront()) void forYouApi(api).seen(newest.id)
  }
  useEffect(() => void load(null), [mentions])

  const page = found.value
  return (
    <Page kind="for-you" title={words.title}>
      <div class="for-you-tools">
        <button type="button" class="plain" onClick={() => void readAll(app)}>
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
          {dayOf(at, new Date(Math.max(clock.now(), today.value)))}, {timeOf(at)}
        </time>
      </header>
      <p class="hit-text" dir="auto">
        {excerptOf(message)}
      </p>
    </article>
  )
}

function whatOf({ kind, by, room, emoji = '' }: ForYouItem): string {
  const words = forYouTexts()
  const [name, place] = [isolated(by.username), isolated(room.name)]
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

/** Of whatever direction it is, it turns nothing around it (UAX #9, FSI and PDI). */
const isolated = (text: string) => `\u2068${text}\u2069`
