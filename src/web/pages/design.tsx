import { useMemo } from 'preact/hooks'
import type { Message } from '../../protocol/messages.ts'
import type { Room } from '../../protocol/rooms.ts'
import { AppContext, useApp } from '../app/app-context.ts'
import { createOutbox, type ItemState } from '../app/outbox.ts'
import { createStore } from '../app/store.ts'
import { Composer } from '../components/composer/composer.tsx'
import { SendingList } from '../components/composer/sending-strip.tsx'
import { Avatar } from '../components/controls/avatar.tsx'
import { Field } from '../components/controls/field.tsx'
import { ConnectionBar } from '../components/frame/connection-bar.tsx'
import { Page } from '../components/frame/page.tsx'
import { DayLine, NewLine } from '../components/log/log-lines.tsx'
import { MessageArticle } from '../components/log/message.tsx'
import { MovedNotice } from '../components/room/moved-notice.tsx'
import { RoomDeletedNotice } from '../components/room/room-deleted-notice.tsx'
import { RoomRow } from '../components/rooms/room-row.tsx'

/** Every part in every state, for whoever works on how Parlor looks. Only in development. */
export function DesignPage() {
  const app = useApp()
  const shown = useMemo(() => ({ ...app, ...pretended(app) }), [])
  const gone = shown.store.deleted.value
  return (
    <AppContext value={shown}>
      <Page kind="design" title="Design">
        <h2>Type</h2>
        <h1>A room made for talk</h1>
        <p>The page is quiet, the words are the furniture.</p>
        <p class="quiet">Quiet text, for what one may pass over.</p>
        <p class="error">What went wrong, and what to do about it.</p>

        <h2>Buttons</h2>
        <div class="actions">
          {['', 'primary', 'danger', 'plain', 'link'].map((kind) => (
            <button type="button" class={kind} key={kind}>
              {kind || 'button'}
            </button>
          ))}
        </div>

        <h2>Fields</h2>
        <Field label="Empty" name="a" hint="With a hint." />
        <Field label="Filled" name="b" value="anna" />
        <Field label="Refused" name="c" value="a" error="Use at least 2 characters." />

        <h2>People</h2>
        <p>
          {Array.from('abcdefghijklmnopqrstuvwxyz', (letter) => (
            <Avatar user={{ id: letter, username: letter }} key={letter} />
          ))}
        </p>

        <h2>Rooms</h2>
        <ul class="room-list">
          {rooms.map((room) => (
            <RoomRow key={room.id} room={room} hidden={false} />
          ))}
        </ul>

        <h2>Messages</h2>
        <div>
          <DayLine at="2020-02-29T12:00:00Z" toDate={() => {}} />
          {messages.slice(0, 3).map((message, index) => (
            <MessageArticle key={message.id} message={message} leads={index !== 1} />
          ))}
          <NewLine />
          {messages.slice(3).map((message) => (
            <MessageArticle key={message.id} message={message} leads />
          ))}
        </div>

        <h2>On their way</h2>
        <SendingList
          label="On their way"
          items={states.map((state) => {
            return { key: state.kind, room: kitchen, body: 'On its way', place: 1, state }
          })}
        />
        <Composer room={kitchen} />

        <h2>Notices</h2>
        <ConnectionBar />
        {gone && <RoomDeletedNotice gone={gone} />}
        <MovedNotice room={kitchen} to={kitchen} />
        <MovedNotice room={kitchen} to={null} />
      </Page>
    </AppContext>
  )
}

/** A store and an outbox of the page's own, brought into the states that it shows. */
function pretended({ api, clock }: ReturnType<typeof useApp>) {
  const store = createStore({ report: () => {}, arrived: () => {} })
  const now = clock.now()
  store.apply({ kind: 'logged_in', user: anna, room: kitchen })
  store.apply({ kind: 'rooms_listed', rooms: [kitchen] })
  store.apply({ kind: 'room_deleted', room: { id: '9', name: 'Attic' }, by: ben })
  store.apply({
    kind: 'connection',
    connection: { kind: 'failing', failures: 3, since: now - 60_000, next: now + 3_600_000 },
  })
  const outbox = createOutbox({
    api,
    clock,
    files: {
      uploaded: async () => ({
        ok: false,
        refusal: { code: 'unreachable', title: '', errors: [] },
      }),
      again: () => {},
      forget: () => {},
    },
    storage: { all: () => [], set() {}, remove() {} },
    locks: { exclusively: (_name, work) => work() },
    random: () => 0,
    newKey: () => '',
  })
  return { store, outbox }
}

const anna = { id: '1', username: 'anna' }
const ben = { id: '2', username: 'Ben with a rather long name' }

const kitchen: Room = {
  id: '1',
  name: 'Kitchen',
  kind: 'open',
  topic: '',
  archivedAt: null,
  slowMode: 0,
  belongs: true,
  role: 'owner' as const,
  createdBy: anna,
  createdAt: '2020-02-29T12:00:00Z',
  people: 3,
  canDelete: true,
  messages: 7,
  lastPostedAt: '2020-02-29T12:00:00Z',
  unread: 4,
  mentions: 0,
  notify: 'all',
  last: null,
}

const rooms: Room[] = [
  kitchen,
  { ...kitchen, id: '2', people: 0, messages: 0, lastPostedAt: null, unread: null },
  { ...kitchen, id: '3', name: 'Averyverylongname'.repeat(6), createdBy: ben, canDelete: false },
]

const states: ItemState[] = [
  { kind: 'waiting' },
  { kind: 'sending', held: false },
  { kind: 'sent', seq: 1 },
  { kind: 'refused', code: 'room_deleted', title: 'The room was deleted.' },
]

const messages = [
  'Good morning!',
  'There is tea in the pot.\nHelp yourselves.',
  'See https://example.org/tea_(drink), or write to mailto:tea@example.org.',
  '🫖☕️',
  'صباح الخير، هل هناك شاي؟',
  `H${'\u0315\u031b\u0340\u0341\u0358\u0321'.repeat(12)}ostile`,
  'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(8),
  Array.from({ length: 40 }, (_, line) => `Line ${line + 1} of a wall of text.`).join('\n'),
].map(
  (body, index): Message => ({
    id: String(index),
    seq: index + 1,
    author: index < 3 ? anna : ben,
    body,
    postedAt: '2020-02-29T12:00:00Z',
    key: '',
    editedAt: index === 1 ? '2020-02-29T12:05:00Z' : null,
    deletedAt: null,
    version: index + 1,
    replyTo: null,
    mentions: [],
    reactions: index === 3 ? [{ emoji: '👍', people: ['anna', 'ben'] }] : [],
    files: [],
  }),
)
