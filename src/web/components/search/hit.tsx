import { useSignal } from '@preact/signals'
import type { Neighbour, SearchHit } from '../../../protocol/search.ts'
import { useApp } from '../../app/app-context.ts'
import { isBlocked } from '../../app/blocked.ts'
import { roomPath } from '../../app/router.ts'
import { t } from '../../locale/messages.ts'
import { searchTexts } from '../../locale/search/texts.ts'
import { dayOf, exactTime, timeOf, today } from '../../text/times.ts'
import { Avatar } from '../controls/avatar.tsx'
import { Link } from '../controls/link.tsx'
import { excerptOf } from './excerpt.ts'

/** A message that was found, with a line of what stands beside it. */
export function Hit({ hit }: { hit: SearchHit }) {
  const { message, room, marks, around } = hit
  const { author, postedAt } = message
  const app = useApp()
  const { clock } = app
  const unfolded = useSignal(false)
  const isFolded = isBlocked(message, app) && !unfolded.value
  return (
    <article class="hit">
      <header>
        <Avatar user={author} />
        <bdi class="author">{author.username}</bdi>
        <bdi class="hit-room">{room.name}</bdi>
        <time dateTime={postedAt} title={exactTime(postedAt)}>
          {dayOf(postedAt, new Date(Math.max(clock.now(), today.value)))}, {timeOf(postedAt)}
        </time>
      </header>
      <Beside line={around.before} />
      {isFolded ? (
        <p class="hit-text quiet">
          {t().room.ofBlocked}{' '}
          <button type="button" class="link" onClick={() => (unfolded.value = true)}>
            {t().room.showBlocked}
          </button>
        </p>
      ) : (
        <p class="hit-text" dir="auto">
          {excerptOf(message.body, marks).map(({ text, isMarked }) =>
            isMarked ? <mark>{text}</mark> : text,
          )}
        </p>
      )}
      <Beside line={around.after} />
      <Link class="hit-link" to={`${roomPath(room.id)}?at=${message.seq}`}>
        {searchTexts().open}
      </Link>
    </article>
  )
}

function Beside({ line }: { line: Neighbour }) {
  const app = useApp()
  if (!line || isBlocked(line, app)) return null
  return (
    <p class="hit-beside" dir="auto">
      <bdi>{line.author.username}</bdi>: {line.excerpt}
    </p>
  )
}
