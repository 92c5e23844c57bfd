import type { Signal } from '@preact/signals'
import type { Room } from '../../../protocol/rooms.ts'
import { lastActivity, newsIn } from '../../app/rooms-of-mine.ts'
import { t } from '../../locale/messages.ts'
import { collator } from '../../text/collator.ts'
import { fold } from '../../text/fold.ts'
import { Field } from '../controls/field.tsx'

export type RoomOrder = 'activity' | 'name' | 'people'

type Props = {
  wanted: Signal<string>
  order: Signal<RoomOrder>
  /** Goes to the first room that was found. */
  openFirst: () => void
}

/** Narrows the list down and orders it; Enter in the finder opens what it found first. */
export function RoomTools(props: Props) {
  const words = t().rooms
  const orders: [RoomOrder, string][] = [
    ['activity', words.sortActivity],
    ['name', words.sortName],
    ['people', words.sortPeople],
  ]
  return (
    <search
      class="room-tools"
      onKeyDown={(event) => {
        // Enter also ends what is being composed, as in Japanese.
        const finds =
          event.key === 'Enter' && !event.isComposing && props.wanted.value.trim() !== ''
        if (finds && event.target instanceof HTMLInputElement) props.openFirst()
      }}
    >
      <Field
        label={words.filter}
        name="wanted"
        autocomplete="off"
        compact
        value={props.wanted.value}
        onInput={(text) => (props.wanted.value = text)}
      />
      <label class="field">
        <span class="visually-hidden">{words.sort}</span>
        <select
          value={props.order.value}
          onChange={(event) => {
            const chosen = orders.find(([order]) => order === event.currentTarget.value)
            if (chosen) props.order.value = chosen[0]
          }}
        >
          {orders.map(([order, label]) => (
            <option key={order} value={order}>
              {label}
            </option>
          ))}
        </select>
      </label>
    </search>
  )
}

/** Whether the name of a room contains what is wanted. */
export function nameContains(wanted: string): (room: Room) => boolean {
  const part = fold(wanted)
  return (room) => folded(room.name).includes(part)
}

export function inOrder(rooms: readonly Room[], order: RoomOrder): Room[] {
  const byName = (a: Room, b: Room) => collator.value.compare(a.name, b.name)
  switch (order) {
    case 'activity':
      return rooms.toSorted(
        (a, b) =>
          Number(newsIn(b) > 0) - Number(newsIn(a) > 0) ||
          lastActivity(b) - lastActivity(a) ||
          byName(a, b),
      )
    case 'people':
      return rooms.toSorted((a, b) => b.people - a.people || byName(a, b))
    case 'name':
      return rooms.toSorted(byName)
    default:
      return order satisfies never
  }
}

/** Folding a thousand names with each key is slower than the key. */
const known = new Map<string, string>()

function folded(name: string): string {
  let found = known.get(name)
  if (found === undefined) {
    found = fold(name)
    known.set(name, found)
  }
  return found
}
