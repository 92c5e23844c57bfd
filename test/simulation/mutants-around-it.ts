import type { Mutant } from './mutants.ts'

const members = 'src/server/domain/members.ts'
const moderation = 'src/server/domain/room-moderation.ts'
const belonging = 'src/server/domain/live/stored-belonging.ts'
const reactions = 'src/server/domain/reactions.ts'

/** Who sees what, what is counted, and what goes with messages. */
export const aroundIt: Mutant[] = [
  {
    name: 'a private room is on everybody’s list',
    patches: [
      {
        file: 'src/server/domain/live/belonging.ts',
        find: `return kind === 'open' || person`,
        put: `return kind !== 'direct' || person`,
      },
    ],
  },
  {
    name: 'whoever knows the id of a private room reads in it',
    patches: [
      {
        file: 'src/server/domain/visibility.ts',
        find: `eb('room.kind', '=', 'open'),`,
        put: `eb('room.kind', '!=', 'direct'),`,
      },
    ],
  },
  {
    name: 'memory is not told that somebody belongs no more',
    patches: [
      {
        file: members,
        find: 'await tellBelonging(tx, { personId, roomId, role: null }, 2 * (room.last_seq + 2))',
        put: '',
      },
    ],
  },
  {
    name: 'whoever is removed from a room stays in it',
    patches: [{ file: moderation, find: `await putOut(tx, place, 'removed')`, put: '' }],
  },
  {
    name: 'whoever is banned comes in again',
    patches: [
      {
        file: 'src/server/domain/presence.ts',
        find: 'await refuseBanned(tx.db, { roomId, personId: actor.id }, tx.now)',
        put: '',
      },
    ],
  },
  {
    name: 'what mentioned somebody before they came in is not counted',
    patches: [
      {
        file: belonging,
        find: 'if (isUnread) person.isBehind = true',
        put: 'if (change.back) person.isBehind = true',
      },
    ],
  },
  {
    name: 'what was read goes on counting as a mention',
    patches: [
      {
        file: belonging,
        find: 'const now = before.filter((seq) => seq > readUpTo)',
        put: 'const now = before',
      },
    ],
  },
  {
    name: 'a mention that an edit took away goes on counting',
    patches: [{ file: belonging, find: 'before.filter((one) => one !== seq)', put: '[...before]' }],
  },
  {
    name: 'a reaction takes no revision',
    patches: [
      {
        file: reactions,
        find: `const { rev } = await append(tx, row.room_id, 'other')`,
        put: 'const rev = (row.changed_rev ?? row.rev) + 0.5',
      },
    ],
  },
  {
    name: 'an edit is refused because somebody put an emoji under the message',
    patches: [{ file: reactions, find: 'body_rev: bodyRevOf(row)', put: 'body_rev: rev' }],
  },
  {
    name: 'a pin is not told',
    patches: [
      {
        file: 'src/server/domain/pins.ts',
        find: `tx.emit({ kind: 'pin', roomId: row.room_id, rev, pin })`,
        put: '',
      },
    ],
  },
  {
    name: 'what one jumps to is shown further than the polls have told',
    patches: [
      {
        file: 'src/web/app/log-runs.ts',
        find: 'const run = page.filter(({ seq }) => seq <= newestSeq)',
        put: 'const run = page.filter(({ seq }) => seq <= newestSeq + 1000)',
      },
    ],
  },
  {
    name: 'a file is taken for whole when a piece of it has come',
    patches: [
      {
        file: 'src/server/http/uploads.ts',
        find: 'if (state.received < state.size) return',
        put: 'if (state.received < 1) return',
      },
    ],
  },
  {
    name: 'what nobody posts is kept for ever',
    patches: [
      {
        file: 'src/server/domain/files.ts',
        find: 'await purgeLater(tx, id, tx.now + unpostedFor)',
        put: '',
      },
    ],
  },
  {
    name: 'the files of a message that is deleted stay',
    patches: [
      {
        file: 'src/server/domain/revisions.ts',
        find: 'await dropFilesOf(tx, row.id)',
        put: '',
      },
    ],
  },
]
