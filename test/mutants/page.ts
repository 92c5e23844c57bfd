import { type Fault, fault } from './fault.ts'

const drain = 'src/web/app/drain.ts'
const polling = 'src/web/app/poll-loop.ts'
const runs = 'src/web/app/log-runs.ts'
const revised = 'src/web/app/revised.ts'
const roomList = 'src/web/app/room-list.ts'

export const ofThePage: Fault[] = [
  fault(
    'a post told to wait is tried sooner',
    'e2e/pauses',
    drain,
    'answer.ok ? 0 : (answer.refusal.retryAfter ?? 0)',
    '0',
  ),
  fault(
    'pauses after posts do not double',
    'e2e/pauses',
    drain,
    'pollPauseMs * 2 ** (failures.value - 1)',
    'pollPauseMs',
  ),
  fault(
    'pauses after polls do not double',
    'e2e/pauses',
    polling,
    'pollPauseMs * 2 ** (failures - 1)',
    'pollPauseMs',
  ),
  fault('who is back does not try at once', 'web/waking', polling, 'if (failures > 0) hurry()', ''),
  fault(
    'a poll that fails after one is back waits',
    'web/waking',
    polling,
    'const pause = woken ? 0 : usual',
    'const pause = usual',
  ),
  fault(
    'a post that fails after one is back waits',
    'web/waking',
    drain,
    'if (retryIn !== null && !woken)',
    'if (retryIn !== null)',
  ),
  fault(
    'a room behind another window is read',
    'e2e/unread',
    'src/web/app/reading.ts',
    'if (inFront() && reached > told)',
    'if (reached > told)',
  ),
  fault(
    'what was read is not told when the tab is closed',
    'e2e/unread',
    'src/web/app/api.ts',
    'marker, { keepalive: true })',
    'marker)',
  ),
  fault(
    '“Room 10” comes before “Room 2”',
    'e2e/rooms',
    'src/web/text/collator.ts',
    '{ numeric: true }',
    '{ numeric: false }',
  ),
  fault(
    'too long a message is not announced as such',
    'e2e/composer',
    'src/web/components/composer/composer.tsx',
    `          aria-invalid={over ? 'true' : undefined}\n`,
    '',
  ),
  fault(
    'what is new is not read out',
    'e2e/accessibility',
    'src/web/components/frame/live-news.tsx',
    'aria-live="polite"',
    'aria-live="off"',
  ),
  fault(
    'an older state takes the place of a newer one',
    'web/revised',
    revised,
    'known.version < message.version',
    'known.version !== message.version',
  ),
  fault(
    'quotes stay as they were',
    'web/revised',
    revised,
    'if (original) after[at] = quoting(message, original)',
    '',
  ),
  fault(
    'an old place is shown further than the polls have told',
    'web/revised',
    runs,
    'page.filter(({ seq }) => seq <= newestSeq)',
    'page.filter(({ seq }) => seq <= newestSeq + 99)',
  ),
  fault(
    'a page does not wait for the one before',
    'web/revised',
    'src/web/app/sync.ts',
    'while (fetching !== null) await fetching',
    '',
  ),
  fault(
    'older messages go back to what they were',
    'web/revised',
    'src/web/app/sync.ts',
    'if (fetching !== null) meanwhile.push',
    'if (fetching === null) meanwhile.push',
  ),
  fault(
    'a list takes what is older',
    'web/room-list',
    roomList,
    'if (version < (versions.get(id) ?? 0)) return undefined',
    '',
  ),
  fault(
    'rooms that are gone stay on the list',
    'web/room-list',
    roomList,
    'for (const id of news.gone) rooms.delete(id)',
    '',
  ),
  fault(
    'what a new server does not have stays on the list',
    'web/room-list',
    roomList,
    'if (!all.has(id)) rooms.delete(id)',
    'void id',
  ),
  fault(
    'a link from elsewhere moves one into its room',
    'web/door',
    'src/web/app/door.ts',
    `new URL(referrer).origin === page.location.origin ? 'own' : 'foreign'`,
    `'own'`,
  ),
  fault(
    'a page without a past counts as one’s own',
    'web/door',
    'src/web/app/door.ts',
    `if (referrer === '') return 'unknown'`,
    `if (referrer === '') return 'own'`,
  ),
  fault(
    'thirteen emoji are large',
    'web/emoji-only',
    'src/web/text/emoji-only.ts',
    '){1,12}$',
    '){1,13}$',
  ),
]
