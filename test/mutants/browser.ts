import { type Fault, fault } from './fault.ts'

const drain = 'src/web/app/drain.ts'
const outbox = 'src/web/app/outbox.ts'
const composition = 'src/web/app/composition.ts'
const log = 'src/web/components/log/message-log.tsx'
const logWindow = 'src/web/components/log/use-log-window.ts'
const roomTools = 'src/web/components/room/room-tools.tsx'
const session = 'src/web/app/session.ts'

/** What people meet in their browser, where only a browser can show it. */
export const ofTheBrowser: Fault[] = [
  fault(
    'a post that is answered 503 is given up',
    'e2e/pauses',
    drain,
    `case 'cross_site':\n      return true`,
    `case 'cross_site':\n    case 'unavailable':\n      return true`,
  ),
  fault(
    'what was written last goes out first',
    'e2e/pauses',
    outbox,
    'stored.value.find((item) => item.room.id === room.value',
    'stored.value.findLast((item) => item.room.id === room.value',
  ),
  fault(
    'what waits has no order',
    'e2e/pauses',
    outbox,
    '(stored.value.at(-1)?.place ?? 0) + 1',
    '0',
  ),
  fault(
    'a request is waited for without end',
    'e2e/pauses',
    composition,
    'AbortSignal.timeout(requestTimeoutMs)',
    'new AbortController().signal',
  ),
  fault(
    'a request is waited for ten times as long',
    'e2e/pauses',
    composition,
    'const requestTimeoutMs = 15_000',
    'const requestTimeoutMs = 150_000',
  ),
  fault(
    'who leaves is told that another window left',
    'e2e/windows',
    'src/web/app/sync.ts',
    '    await moves\n',
    '',
  ),
  fault(
    'a draft is not read anew by a page that wakes',
    'e2e/windows',
    'src/web/app/browser-events.ts',
    `  page.addEventListener('pageshow', drafts.refresh)\n`,
    '',
  ),
  fault(
    'Back shows the draft as this window left it',
    'e2e/windows',
    'src/web/app/drafts.ts',
    '      unstored.delete(place)\n      if (text)',
    '      unstored.set(place, text)\n      if (text)',
  ),
  fault(
    'without localStorage a draft is gone with its room',
    'e2e/blocked',
    'src/web/app/platform.ts',
    'else memory.set(name, value)',
    '',
  ),
  fault(
    'the first of 300 unread is not fetched',
    'e2e/scrolling',
    logWindow,
    'const mostPagesToUnread = 50',
    'const mostPagesToUnread = 1',
  ),
  fault(
    'a step up in the frame of a message is lost',
    'e2e/scrolling',
    logWindow,
    '  keeper.current?.notice()\n',
    '',
  ),
  fault(
    'the emptiest room comes first',
    'e2e/finder',
    roomTools,
    'b.people - a.people',
    'a.people - b.people',
  ),
  fault(
    'what was found is in no order',
    'e2e/finder',
    roomTools,
    '  const byName = (a',
    `  if (part !== '') return found\n  const byName = (a`,
  ),
  fault(
    'who comes back to the list sees older rooms',
    'e2e/rooms',
    'src/web/app/lobby.ts',
    'list = emptyList\n    given = null',
    'list = emptyList',
  ),
  fault(
    'a log-in elsewhere leads into the room that is shown here',
    'e2e/windows',
    session,
    `if (changed && router.route.value.kind === 'room') router.go('/rooms', 'replace')`,
    '',
  ),
  fault(
    'a log-in does not reach the other windows',
    'e2e/windows',
    session,
    'windows.hear(find)',
    'void find',
  ),
  fault(
    'who logged out in a room logs in to that room',
    'e2e/log-out',
    session,
    `router.go('/')`,
    '',
  ),
  fault(
    'no pause is long enough for a name',
    'e2e/names-in-the-log',
    log,
    'pause < 5 * 60_000',
    'pause < 5 * 600_000',
  ),
  fault(
    'after exactly five minutes the name is left out',
    'e2e/names-in-the-log',
    log,
    'pause < 5 * 60_000',
    'pause <= 5 * 60_000',
  ),
  fault(
    'Ctrl+click leaves the page',
    'e2e/rooms',
    'src/web/components/controls/link.tsx',
    'if (elsewhere || event.button !== 0) return',
    'if (event.button !== 0) return',
  ),
  fault(
    'two taps on a button send a form twice',
    'e2e/rooms',
    'src/web/components/controls/form.tsx',
    '    if (busy.current) return\n',
    '',
  ),
  fault(
    'an emoji cannot be clicked',
    'e2e/composer',
    'src/web/components/composer/emoji-list.tsx',
    '          onClick={() => choose(emoji)}\n',
    '',
  ),
  fault(
    'what was said before is read out',
    'e2e/attention',
    composition,
    `if (how === 'live') announce(messages)`,
    `if (how !== 'revised') announce(messages)`,
  ),
  fault(
    'one’s own words are read out',
    'e2e/attention',
    composition,
    '        message.author.id !== selfId() &&\n',
    '',
  ),
]
