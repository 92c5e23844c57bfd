import { useApp } from '../app-context.ts'
import { t } from '../words.ts'
import { Avatar } from './avatar.tsx'

/** Who is in the room: those who are looking at it first, then those who fell quiet. */
export function PeoplePanel() {
  const { store, peopleShown } = useApp()
  const session = store.session.value
  if (!peopleShown.value) return null
  const words = t().room
  const people = [...store.people.value.values()].sort((a, b) =>
    a.username.localeCompare(b.username),
  )
  const groups = [
    { title: words.here, people: people.filter(({ state }) => state === 'here') },
    { title: words.away, people: people.filter(({ state }) => state === 'away') },
  ]

  return (
    <aside id="people" class="people" aria-label={words.people}>
      {groups.map(
        (group) =>
          group.people.length > 0 && (
            <section key={group.title}>
              <h2>{group.title}</h2>
              <ul>
                {group.people.map(({ id, username, state }) => (
                  <li key={id} data-state={state}>
                    <Avatar name={username} />
                    <bdi>{username}</bdi>
                    {session.kind === 'in' && session.user.id === id && (
                      <span class="quiet">({words.you})</span>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          ),
      )}
    </aside>
  )
}
