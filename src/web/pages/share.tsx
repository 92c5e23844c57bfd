import { useSignal } from '@preact/signals'
import { useApp } from '../app/app-context.ts'
import { lastActivity, otherIn } from '../app/rooms-of-mine.ts'
import { roomPath } from '../app/router.ts'
import { Avatar } from '../components/controls/avatar.tsx'
import { Field } from '../components/controls/field.tsx'
import { Page } from '../components/frame/page.tsx'
import { t } from '../locale/messages.ts'
import { shareTexts } from '../locale/share/texts.ts'
import { fold } from '../text/fold.ts'

/** As many as one looks over; whoever wants another types on. */
const mostShown = 50

/** What another app shared: one chooses the room, and finds it there as a message that is yet to be sent. */
export function SharePage() {
  const { store, router, drafts } = useApp()
  const wanted = useSignal('')
  const words = shareTexts()
  const shared = sharedIn(location.hash)
  const session = store.session.value
  const part = fold(wanted.value)
  const found = (store.rooms.value ?? store.earlierRooms.value ?? [])
    .filter(({ name, archivedAt }) => archivedAt === null && fold(name).includes(part))
    .toSorted((a, b) => Number(b.belongs) - Number(a.belongs) || lastActivity(b) - lastActivity(a))
    .slice(0, mostShown)

  const take = (roomId: string) => {
    if (session.kind !== 'in') return
    const begun = drafts.read(session.user.id, roomId).trimEnd()
    drafts.write(session.user.id, roomId, begun === '' ? shared : `${begun}\n${shared}`)
    // Back leads to what was before, not to sharing it once more.
    router.go(roomPath(roomId), 'replace')
  }

  if (shared === '') {
    return (
      <Page kind="share" title={words.title}>
        <div class="empty">
          <p class="empty-title">{words.nothing}</p>
          <p>{words.nothingHint}</p>
        </div>
      </Page>
    )
  }
  return (
    <Page kind="share" title={words.title}>
      <blockquote class="shared" dir="auto">
        {shared}
      </blockquote>
      <p class="quiet">{words.lead}</p>
      <Field
        label={t().rooms.filter}
        name="wanted"
        autocomplete="off"
        compact
        value={wanted.value}
        onInput={(text) => (wanted.value = text)}
      />
      {found.length === 0 && (
        <p class="quiet" role="status">
          {t().rooms.noneFound}
        </p>
      )}
      <ul class="room-list">
        {found.map((room) => (
          <li key={room.id}>
            <button type="button" class="plain" onClick={() => take(room.id)}>
              {room.kind === 'direct' && <Avatar user={otherIn(room)} />}
              <bdi>{room.name}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </Page>
  )
}

/** Apps put a link into the text, into its own field, or into both. */
function sharedIn(hash: string): string {
  const given = new URLSearchParams(hash.slice(1))
  const parts = ['title', 'text', 'url'].map((name) => given.get(name)?.trim() ?? '')
  return parts
    .filter((part, at) => !parts.some((other, by) => by !== at && holds(other, part, by < at)))
    .join('\n')
}

/** Of two that are the same the first one stays. */
const holds = (other: string, part: string, isBefore: boolean) =>
  other === part ? isBefore : other.includes(part)
