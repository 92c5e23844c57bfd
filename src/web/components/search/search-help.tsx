import { useEffect } from 'preact/hooks'
import { deletedPerson } from '../../../protocol/limits.ts'
import { useApp } from '../../app/app-context.ts'
import { searchTexts } from '../../locale/search/texts.ts'
import { fold } from '../../text/fold.ts'
import { operatorAtEnd, withName, withOperator } from '../../text/search-terms.ts'
import { found } from './found-messages.ts'

/** As many names as fit beside each other. */
const mostNames = 6

/** What could be typed next: operators, names that begin so, and what was searched for lately. */
export function SearchHelp({ typed, put }: { typed: string; put: (typed: string) => void }) {
  const { store, lobby, recentSearches } = useApp()
  useEffect(() => void lobby.look(), [lobby])
  const words = searchTexts()
  const begun = operatorAtEnd(typed)
  const names = begun ? namesFor(begun) : []
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
      {typed === '' && <p class="quiet">{words.hint}</p>}
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

  function namesFor({ operator, part }: { operator: 'from' | 'in'; part: string }): string[] {
    const wanted = fold(part)
    return (operator === 'in' ? rooms() : people()).filter((name) => fold(name).includes(wanted))
  }

  function rooms(): string[] {
    return (store.rooms.value ?? store.earlierRooms.value ?? []).map(({ name }) => name)
  }

  function people(): string[] {
    const names = [...store.people.value.values()].map(({ username }) => username)
    for (const { author } of store.messages.value) names.push(author.username)
    for (const { message } of found.value?.hits ?? []) names.push(message.author.username)
    const { value: session } = store.session
    if (session.kind === 'in') names.push(session.user.username)
    // All who deleted their accounts are called the same.
    return [...new Set(names)].filter((name) => name !== deletedPerson)
  }
}

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
