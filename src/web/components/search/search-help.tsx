import { useEffect } from 'preact/hooks'
import { deletedPerson } from '../../../protocol/limits.ts'
import { useApp } from '../../app/app-context.ts'
import { searchTexts } from '../../locale/search/texts.ts'
import { fold } from '../../text/fold.ts'
import {
  dayOperatorAtEnd,
  operatorAtEnd,
  withDay,
  withName,
  withOperator,
} from '../../text/search-terms.ts'
import { usePeopleLike } from '../controls/use-people-like.ts'
import { found } from './found-messages.ts'

/** As many names as fit beside each other. */
const mostNames = 6

/** What could be typed next: operators, names that begin so, and what was searched for lately. */
export function SearchHelp({ typed, put }: { typed: string; put: (typed: string) => void }) {
  const { store, lobby, recentSearches, clock } = useApp()
  useEffect(() => void lobby.look(), [lobby])
  const words = searchTexts()
  const begun = operatorAtEnd(typed)
  const alike = usePeopleLike(begun?.operator === 'from' ? begun.part : '')
  const names = begun ? namesFor(begun) : []
  const dayOf = dayOperatorAtEnd(typed)
  const said = typed === '' ? words.hint : dayOf ? words.days : ''
  return (
    <>
      {/* Always there, or it would not be heard. */}
      <p class={said ? 'quiet' : 'visually-hidden'} role="status">
        {said}
      </p>
      {choices()}
    </>
  )

  function choices() {
    if (begun && names.length > 0) {
      const { operator } = begun
      return (
        <Choices
          label={words.operators[operator]}
          of={names.slice(0, mostNames).map((name) => [name, withName(typed, operator, name)])}
          put={put}
        />
      )
    }
    if (dayOf) {
      return (
        <Choices
          label={words.operators[dayOf]}
          of={days().map(([text, day]) => [text, withDay(typed, dayOf, day), day])}
          put={put}
        />
      )
    }
    const { from, in: room, after, before, link, file } = words.operators
    const offers: [string, string][] = [
      ['from:', from],
      ['in:', room],
      ['after:', after],
      ['before:', before],
      ['has:link', link],
      ['has:file', file],
    ]
    return (
      <>
        <Choices
          label={words.narrow}
          of={offers
            .filter(([operator]) => !typed.toLowerCase().includes(operator))
            .map(([operator, text]) => [text, withOperator(typed, operator), operator])}
          put={put}
        />
        {typed === '' && (
          <Choices
            label={words.recent}
            of={recentSearches.all().map((search) => [search, search])}
            put={put}
          />
        )}
      </>
    )
  }

  function namesFor({ operator, part }: { operator: 'from' | 'in'; part: string }): string[] {
    const wanted = fold(part)
    return (operator === 'in' ? rooms() : people()).filter((name) => fold(name).includes(wanted))
  }

  function days(): [string, string][] {
    const now = new Date(clock.now())
    const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()]
    const dates = [
      [words.dayNames.today, new Date(year, month, day)],
      [words.dayNames.yesterday, new Date(year, month, day - 1)],
      [words.dayNames.weekAgo, new Date(year, month, day - 7)],
      [words.dayNames.monthAgo, new Date(year, month - 1, day)],
      [words.dayNames.yearAgo, new Date(year - 1, month, day)],
    ] as const
    return dates.map(([text, date]) => [text, written(date)])
  }

  function rooms(): string[] {
    return (store.rooms.value ?? store.earlierRooms.value ?? []).map(({ name }) => name)
  }

  function people(): string[] {
    const names = alike.map(({ username }) => username)
    for (const { username } of store.people.value.values()) names.push(username)
    for (const { author } of store.messages.value) names.push(author.username)
    for (const { message } of found.value?.hits ?? []) names.push(message.author.username)
    for (const { last } of store.rooms.value ?? []) if (last) names.push(last.author.username)
    const { value: session } = store.session
    if (session.kind === 'in') names.push(session.user.username)
    // All who deleted their accounts are called the same.
    return [...new Set(names)].filter((name) => name !== deletedPerson)
  }
}

/** As it is typed: 2026-05-01. */
const written = (day: Date) =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')

type Choice = [text: string, typed: string, operator?: string]

function Choices(props: { label: string; of: Choice[]; put: (typed: string) => void }) {
  if (props.of.length === 0) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be one of the form's
    <div role="group" aria-label={props.label} class="search-choices">
      {props.of.map(([text, typed, operator]) => (
        <button key={typed} type="button" class="chip" onClick={() => props.put(typed)}>
          {operator && <code dir="ltr">{operator}</code>}
          <bdi>{text}</bdi>
        </button>
      ))}
    </div>
  )
}
