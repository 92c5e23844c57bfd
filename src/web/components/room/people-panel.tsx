import closeIcon from 'icon:x'
import { useEffect } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { asSeenBy } from '../../app/people-inside.ts'
import { selfId } from '../../app/self.ts'
import { t } from '../../locale/messages.ts'
import { collator } from '../../text/collator.ts'
import { Avatar } from '../controls/avatar.tsx'
import { Icon } from '../controls/icon.tsx'
import { FilesButton } from '../files/files-button.tsx'
import { InviteButton } from '../instance/invite-button.tsx'
import { MembersButton, PersonButton, SettingsButton } from '../members/room-buttons.tsx'
import { SearchButton } from '../search/search-button.tsx'

/** Who is in the room: those who are looking at it first, then those who fell quiet. */
export function PeoplePanel() {
  const app = useApp()
  const { store, peopleShown, screen } = app
  const session = store.session.value

  useEffect(() => {
    /** On a narrow screen it is in the way of what is said. */
    const close = () => {
      if (!peopleShown.value || !matchMedia('(max-width: 48rem)').matches) return
      peopleShown.value = false
      document.querySelector<HTMLElement>('[aria-controls=people]')?.focus()
    }
    const press = ({ key, defaultPrevented }: KeyboardEvent) => {
      if (key === 'Escape' && !defaultPrevented) close()
    }
    const tap = (event: MouseEvent) => {
      // What was tapped may be gone by now, as somebody in a list who was chosen from it.
      const isOfIt = (it: EventTarget) =>
        it instanceof Element && it.matches('#people,[aria-controls=people],h1')
      if (!event.composedPath().some(isOfIt)) close()
    }
    document.addEventListener('keydown', press)
    document.addEventListener('click', tap)
    return () => {
      document.removeEventListener('keydown', press)
      document.removeEventListener('click', tap)
    }
  }, [])

  if (!peopleShown.value) return null
  const words = t().room
  const visit = store.visit.value
  const room = visit.kind === 'inside' && visit.room
  const people = [...store.people.value.values()]
    .map((person) => asSeenBy(session, person))
    .sort((a, b) => collator.value.compare(a.username, b.username))
  const me = selfId(app)
  const groups = [
    { title: words.here, people: people.filter(({ state }) => state === 'here') },
    { title: words.away, people: people.filter(({ state }) => state === 'away') },
  ]

  return (
    <aside id="people" class="people" aria-label={words.people}>
      <button type="button" class="plain" onClick={() => (peopleShown.value = false)}>
        <Icon of={closeIcon} />
        <span class="visually-hidden">{t().close}</span>
      </button>
      {/* A narrow bar has no place for it. */}
      {room && !screen.isWide.value && (
        <>
          {room.topic && <p class="hint">{room.topic}</p>}
          <SettingsButton room={room} />
          <InviteButton room={room} />
          <SearchButton worded />
        </>
      )}
      {room && (
        <>
          <MembersButton room={room} />
          <FilesButton roomId={room.id} />
        </>
      )}
      {groups.map(
        (group) =>
          group.people.length > 0 && (
            <section key={group.title}>
              <h2>{group.title}</h2>
              <ul>
                {group.people.map(({ id, username, state }) => (
                  <li key={id} data-state={state}>
                    <Avatar user={{ id, username }} />
                    {room && id !== me ? (
                      <PersonButton room={room} user={{ id, username }} />
                    ) : (
                      <bdi>{username}</bdi>
                    )}
                    {id === me && <span class="quiet">({words.you})</span>}
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
    </aside>
  )
}
