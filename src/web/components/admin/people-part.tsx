import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { PersonEntry } from '../../../protocol/admins.ts'
import { useApp } from '../../app/app-context.ts'
import { instanceApi } from '../../app/instance-api.ts'
import { adminTexts } from '../../locale/admin/texts.ts'
import { isolated } from '../../text/isolated.ts'
import { ago, exactTime, shortDate } from '../../text/times.ts'
import { Avatar } from '../controls/avatar.tsx'
import { Field } from '../controls/field.tsx'
import { usePages } from '../controls/use-pages.ts'
import { ListEnd } from './list-end.tsx'
import { PersonDialog } from './person-dialog.tsx'

/** While somebody types, each letter need not be asked for; ms. */
const typingPause = 250

/** Everybody with an account, and what can be done about them. */
export function PeoplePart() {
  const { api } = useApp()
  const typed = useSignal('')
  const wanted = useSignal('')
  const opened = useSignal<PersonEntry | null>(null)
  const words = adminTexts()
  const pages = usePages<PersonEntry>(async (after) => {
    const answer = await instanceApi(api).people(
      wanted.value,
      after === null ? null : String(after),
    )
    if (!answer.ok) return answer
    return { ok: true, value: { entries: answer.value.people, next: answer.value.next } }
  }, wanted.value)

  useEffect(() => {
    const timer = setTimeout(() => (wanted.value = typed.value.trim()), typingPause)
    return () => clearTimeout(timer)
  }, [typed.value])

  return (
    <>
      <search>
        <Field
          label={words.find}
          name="find"
          autocomplete="off"
          value={typed.value}
          onInput={(text) => (typed.value = text)}
        />
      </search>
      <ul class="entries">
        {pages.entries.value.map((person) => (
          <li key={person.id}>
            <Avatar user={person} />
            <About person={person} />
            <button type="button" class="plain" onClick={() => (opened.value = person)}>
              <span aria-hidden="true">⋯</span>
              <span class="visually-hidden">{words.optionsFor(isolated(person.username))}</span>
            </button>
          </li>
        ))}
      </ul>
      <ListEnd of={pages} />
      {opened.value && (
        <PersonDialog
          person={opened.value}
          changed={(person) => {
            opened.value = person
            pages.entries.value = pages.entries.value.map((each) =>
              each.id === person.id ? person : each,
            )
          }}
          close={() => (opened.value = null)}
        />
      )}
    </>
  )
}

function About({ person }: { person: PersonEntry }) {
  const { username, role, createdAt, lastSeenAt, disabled, ban } = person
  const words = adminTexts()
  const now = Date.now()
  const facts = [
    words.since(shortDate(createdAt)),
    lastSeenAt === null ? words.notLately : words.lastSeen(ago(lastSeenAt, now)),
    disabled && words.shut,
    ban && (ban.until === null ? words.banned : words.bannedUntil(exactTime(ban.until))),
  ]
  return (
    <span>
      <bdi>{username}</bdi> {role !== 'member' && <strong class="tag">{words.roles[role]}</strong>}
      <span class="hint">{facts.filter(Boolean).join(' · ')}</span>
    </span>
  )
}
