import { computed, type Signal } from '@preact/signals'
import type { Room } from '../../protocol/rooms.ts'
import { ownLocale } from '../locale.ts'
import { t } from '../words.ts'
import { Field } from './field.tsx'

export type RoomOrder = 'activity' | 'name' | 'people'

/** Narrows the list down and orders it. */
export function RoomTools(props: { wanted: Signal<string>; order: Signal<RoomOrder> }) {
  const words = t().rooms
  const orders: [RoomOrder, string][] = [
    ['activity', words.sortActivity],
    ['name', words.sortName],
    ['people', words.sortPeople],
  ]
  return (
    <search class="room-tools">
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

const collator = computed(() => new Intl.Collator(ownLocale.value, { numeric: true }))

/** The rooms whose name contains what is wanted, in order. */
export function roomsLike(rooms: readonly Room[], wanted: string, order: RoomOrder) {
  const plain = (text: string) => text.normalize('NFKC').toLocaleLowerCase()
  const found = rooms.filter((room) => plain(room.name).includes(plain(wanted.trim())))
  const byName = (a: Room, b: Room) => collator.value.compare(a.name, b.name)
  switch (order) {
    case 'activity':
      return found.sort((a, b) => activity(b) - activity(a) || byName(a, b))
    case 'people':
      return found.sort((a, b) => b.people - a.people || byName(a, b))
    case 'name':
      return found.sort(byName)
    default:
      return order satisfies never
  }
}

const activity = (room: Room) => Date.parse(room.lastPostedAt ?? room.createdAt)
