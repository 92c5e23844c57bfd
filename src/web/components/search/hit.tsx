import type { Neighbour, SearchHit } from '../../../protocol/search.ts'
import { useApp } from '../../app/app-context.ts'
import { roomPath } from '../../app/router.ts'
import { searchTexts } from '../../locale/search/texts.ts'
import { dayOf, exactTime, timeOf, today } from '../../text/times.ts'
import { Avatar } from '../controls/avatar.tsx'
import { Link } from '../controls/link.tsx'
import { excerptOf } from './excerpt.ts'

/** A message that was found, with a line of what stands beside it. */
export function Hit({ hit }: { hit: SearchHit }) {
  const { message, room, marks, around } = hit
  const { author, postedAt } = message
  const { clock } = useApp()
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
      <p class="hit-text" dir="auto">
        {excerptOf(message.body, marks).map(({ text, isMarked }) =>
          isMarked ? <mark>{text}</mark> : text,
        )}
      </p>
      <Beside line={around.after} />
      <Link class="hit-link" to={`${roomPath(room.id)}?at=${message.seq}`}>
        {searchTexts().open}
      </Link>
    </article>
  )
}

function Beside({ line }: { line: Neighbour }) {
  if (!line) return null
  return (
    <p class="hit-beside" dir="auto">
      <bdi>{line.author.username}</bdi>: {line.excerpt}
    </p>
  )
}
