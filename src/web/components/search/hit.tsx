import fileIcon from 'icon:file'
import { useSignal } from '@preact/signals'
import { kindOf } from '../../../protocol/file-kinds.ts'
import type { FileInfo } from '../../../protocol/files.ts'
import { wordsOf } from '../../../protocol/formatting/words.ts'
import type { Neighbour, SearchHit } from '../../../protocol/search.ts'
import { useApp } from '../../app/app-context.ts'
import { fileAddress } from '../../app/base-path.ts'
import { isBlocked } from '../../app/blocked.ts'
import { nameOf } from '../../app/name-of.ts'
import { roomPath } from '../../app/router.ts'
import { t } from '../../locale/messages.ts'
import { searchTexts } from '../../locale/search/texts.ts'
import { dayOf, exactTime, timeOf } from '../../text/times.ts'
import { Avatar } from '../controls/avatar.tsx'
import { Icon } from '../controls/icon.tsx'
import { Link } from '../controls/link.tsx'
import { excerptOf } from './excerpt.ts'
import { MarkedText } from './marked-text.tsx'

/** A message that was found, with a line of what stands beside it. */
export function Hit({ hit }: { hit: SearchHit }) {
  const { message, room, marks, around } = hit
  const { author, body, files, postedAt } = message
  const app = useApp()
  const unfolded = useSignal(false)
  const isFolded = isBlocked(message, app) && !unfolded.value
  return (
    <article class="hit">
      <header>
        <Avatar user={author} />
        <bdi class="author">{nameOf(author)}</bdi>
        <bdi class="hit-room">{room.name}</bdi>
        <time dateTime={postedAt} title={exactTime(postedAt)}>
          {dayOf(postedAt, app.clock.now())}, {timeOf(postedAt)}
        </time>
      </header>
      <Beside line={around.before} />
      {isFolded ? (
        <p class="hit-folded">
          {t().room.ofBlocked}{' '}
          <button type="button" class="link" onClick={() => (unfolded.value = true)}>
            {t().room.showBlocked}
          </button>
        </p>
      ) : (
        <>
          {body !== '' && (
            <div class="hit-text body" dir="auto">
              <MarkedText excerpt={excerptOf(body, marks)} />
            </div>
          )}
          <Files of={files} />
        </>
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
      <bdi>{nameOf(line.author)}</bdi>: {wordsOf(line.excerpt)}
    </p>
  )
}

/** What was sent along: pictures as they look, anything else by its name. */
function Files({ of }: { of: readonly FileInfo[] }) {
  if (of.length === 0) return null
  return (
    <ul class="hit-files">
      {of.map((file) => (
        <li key={file.id}>
          {kindOf(file) === 'picture' ? (
            <img src={fileAddress(file, '/thumbnail')} alt={file.alt ?? file.name} loading="lazy" />
          ) : (
            <>
              <Icon of={fileIcon} />
              <bdi>{file.name}</bdi>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
