import closeIcon from 'icon:x'
import { useEffect } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'
import { asSeenBy } from '../../app/people-inside.ts'
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
  const { store, peopleShown, screen } = useApp()
  const session = store.session.value

  useEffect(() => {
    const close = () => {
      peopleShown.value = false
      toggle()?.focus()
    }
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && liesOverTheLog()) close()
    }
    const tap = ({ target }: MouseEvent) => {
      const isBeside = target instanceof Node && !panel()?.contains(target)
      if (isBeside && !toggle()?.contains(target) && liesOverTheLog()) close()
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
  const people = [...store.people.value.values()]
    .map((person) => asSeenBy(session, person))
    .sort((a, b) => collator.value.compare(a.username, b.username))
  const isSelf = (id: string) => session.kind === 'in' && session.user.id === id
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
      {!screen.isWide.value && visit.kind === 'inside' && (
        <>
          {visit.room.topic && <p class="hint">{visit.room.topic}</p>}
          <SettingsButton room={visit.room} />
          <InviteButton />
          <SearchButton worded />
        </>
      )}
      {visit.kind === 'inside' && (
        <>
          <MembersButton room={visit.room} />
          <FilesButton roomId={visit.room.id} />
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
                    {visit.kind === 'inside' && !isSelf(id) ? (
                      <PersonButton room={visit.room} user={{ id, username }} />
                    ) : (
                      <bdi>{username}</bdi>
                    )}
                    {isSelf(id) && <span class="quiet">({words.you})</span>}
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
    </aside>
  )
}

const panel = () => document.querySelector('.people')
const toggle = () => document.querySelector<HTMLElement>('[aria-controls=people]')

/** On a narrow screen the panel is in the way of what is said, and Escape puts it away. */
const liesOverTheLog = () => panel() !== null && matchMedia('(max-width: 48rem)').matches
