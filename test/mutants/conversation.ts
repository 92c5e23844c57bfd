import { type Fault, fault } from './fault.ts'

const history = 'src/server/domain/history.ts'
const reactions = 'src/server/domain/reactions.ts'
const revisions = 'src/server/domain/revisions.ts'
const mentions = 'src/server/domain/mentions.ts'
const pins = 'src/server/domain/pins.ts'
const messages = 'src/server/domain/messages.ts'
const belonging = 'src/server/domain/live/stored-belonging.ts'

export const ofConversation: Fault[] = [
  fault(
    'a page of history has one too many',
    'http/history',
    history,
    `rows.length > messages.length }\n}\n\nasync function newer`,
    `rows.length >= messages.length }\n}\n\nasync function newer`,
  ),
  fault(
    'what comes before a message has it as well',
    'http/history',
    history,
    `.where('message.seq', '<', seq)`,
    `.where('message.seq', '<=', seq)`,
  ),
  fault(
    'what comes after a message has it as well',
    'http/history',
    history,
    `.where('message.seq', '>', seq)`,
    `.where('message.seq', '>=', seq)`,
  ),
  fault(
    'around a message it is missing itself',
    'http/history',
    history,
    'seq: ask.seq + 1 })',
    'seq: ask.seq })',
  ),
  fault(
    'a time is looked for from the wrong side',
    'http/history',
    history,
    '(rows[0]?.posted_at ?? 0) < time',
    '(rows[0]?.posted_at ?? 0) <= time',
  ),
  fault(
    'a message has twenty-one kinds of reactions',
    'http/reactions',
    reactions,
    'different > bounds.reactionsPerMessage',
    'different > bounds.reactionsPerMessage + 1',
  ),
  fault(
    'words are reactions',
    'http/reactions',
    reactions,
    'const oneEmoji = /^\\p{RGI_Emoji}$/v',
    'const oneEmoji = /^.+$/v',
  ),
  fault(
    'a plain heart is no reaction',
    'http/reactions',
    reactions,
    '[typed, typed + colourful]',
    '[typed]',
  ),
  fault(
    'a deleted message is reacted to',
    'http/reactions',
    reactions,
    `if (row.deleted_at !== null) throw new Refusal('message_deleted')`,
    '',
  ),
  fault(
    'a second thumb takes the first one’s place',
    'http/reactions',
    reactions,
    'else if (known) known.people.add(personId)',
    'else if (known) known.people = new Set([personId])',
  ),
  fault(
    'a text is not kept when it is edited',
    'http/edits',
    revisions,
    'rev: bodyRevOf(row),\n      body: row.body,',
    `rev: bodyRevOf(row),\n      body: '',`,
  ),
  fault(
    'a deleted message keeps its versions',
    'http/deletions',
    revisions,
    `['message_version', 'reaction', 'mention', 'for_you']`,
    `['reaction', 'mention', 'for_you']`,
  ),
  fault(
    'a deleted message stays pinned',
    'http/pins',
    revisions,
    'await unpinDeleted(tx, row)',
    '',
  ),
  fault(
    'a room has twenty-one pins',
    'http/pins',
    pins,
    'pins.length >= bounds.pinsPerRoom',
    'pins.length > bounds.pinsPerRoom',
  ),
  fault(
    'members pin',
    'http/pins',
    pins,
    `refuseUnlessMay({ kind: 'moderate', role: room.role })`,
    '',
  ),
  fault(
    'the oldest pin comes first',
    'http/pins',
    pins,
    `.orderBy('pin.rev', 'desc')`,
    `.orderBy('pin.rev', 'asc')`,
  ),
  fault(
    'mail addresses are mentions',
    'http/mentions',
    mentions,
    '(at > 0 && mailAddress.test(body))',
    '(at > 0 && body.length < 0)',
  ),
  fault(
    'of two names the shorter one is meant',
    'http/mentions',
    mentions,
    'names: names.reverse()',
    'names',
  ),
  fault(
    'members call everyone',
    'http/mentions',
    mentions,
    `.where('role', '<>', 'member')\n    .execute()\n  return new Set(rows.flatMap((row) => (roleOf(row.role) === 'member' ? [] : row.person_id)))`,
    '.execute()\n  return new Set(rows.map((row) => row.person_id))',
  ),
  fault(
    'in a private room strangers are mentioned',
    'http/mentions',
    mentions,
    `kind === 'open' || member !== null`,
    'kind.length > 0 || member !== null',
  ),
  fault(
    'a former name is a mention',
    'http/mentions',
    mentions,
    '.filter(({ reading, username }) => ownReading(username) === reading)',
    '',
  ),
  fault(
    'a deleted message is answered',
    'http/replies',
    messages,
    `if (quote.deletedAt !== null) throw new Refusal('message_deleted')`,
    '',
  ),
  fault(
    'what was said before one came in mentions nobody',
    'http/attention',
    belonging,
    'if (isUnread) person.isBehind = true',
    'if (change.back) person.isBehind = true',
  ),
  fault(
    'what was marked as unread mentions nobody',
    'http/attention',
    belonging,
    'const isUnread = !readUpTo.has(roomId) || change.back',
    'const isUnread = !readUpTo.has(roomId)',
  ),
  fault(
    'a room of twenty-one tells all',
    'http/attention',
    'src/server/domain/levels.ts',
    'members <= bounds.smallRoom',
    'members <= bounds.smallRoom + 1',
  ),
  fault(
    'an unknown level is none',
    'http/attention',
    'src/server/domain/levels.ts',
    `stored === 'all' || stored === 'mentions' || stored === 'none' ? stored : null`,
    `stored === 'all' || stored === 'mentions' ? stored : null`,
  ),
]
