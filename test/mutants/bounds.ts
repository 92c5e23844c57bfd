import { type Fault, fault } from './fault.ts'

const limits = 'src/protocol/limits.ts'

/** Every bound, moved by one to either side: a test that stands on one side of it only sees half. */
export const ofBounds: Fault[] = [
  ...bound('the shortest name', 'http/accounts', limits, 'username: { min: ', 2),
  ...bound('the longest name', 'http/accounts', limits, 'username: { min: 2, max: ', 30),
  ...bound('the shortest password', 'http/accounts', limits, 'password: { min: ', 8),
  ...bound('the longest password', 'http/accounts', limits, 'password: { min: 8, max: ', 256),
  ...bound('the name of a room', 'http/rooms', limits, 'roomName: { max: ', 60),
  ...bound(
    'the accents on a letter',
    'http/rooms',
    'src/server/domain/names.ts',
    'maxMarksInARow = ',
    4,
  ),
  ...bound('the topic of a room', 'http/kinds-of-rooms', limits, 'roomTopic: { max: ', 250),
  ...bound('the slowest a room can be', 'http/kinds-of-rooms', limits, 'slowMode: { max: ', 3600),
  ...bound('the name of it all', 'http/instance', limits, 'instanceName: { max: ', 60),
  ...bound('the words of welcome', 'http/instance', limits, 'welcome: { max: ', 500),
  ...bound('the reason of a report', 'http/reports', limits, 'reason: { max: ', 500),
  ...bound('the length of a message', 'http/messages', limits, 'messageBody: { max: ', 4000),
  ...bound('the rooms of one person', 'http/rooms', limits, 'roomsPerPerson: ', 50),
  ...bound('the fewest to talk alone', 'http/kinds-of-rooms', limits, 'directPeople: { min: ', 2),
  ...bound(
    'the most to talk alone',
    'http/kinds-of-rooms',
    limits,
    'directPeople: { min: 2, max: ',
    10,
  ),
  ...bound('the browsers to tell', 'http/push', limits, 'pushSubscriptions: ', 20),
  ...bound('the people of a small room', 'http/attention', limits, 'smallRoom: ', 20),
  ...bound('the kinds of reactions', 'http/reactions', limits, 'reactionsPerMessage: ', 20),
  ...bound('what a quote shows', 'http/replies', limits, 'excerpt: { max: ', 160),
  ...bound('the mentions in a message', 'http/mentions', limits, 'mentionsPerMessage: ', 50),
  ...bound('the pins of a room', 'http/pins', limits, 'pinsPerRoom: ', 20),
  ...bound('the files of a message', 'http/uploading', limits, 'filesPerMessage: ', 10),
  ...bound('what a picture shows', 'http/files', limits, 'alt: { max: ', 1000),
  ...bound('the name of a file', 'http/files', limits, 'fileName: { max: ', 200),
  ...bound('the first page', 'http/history', limits, 'page: { default: ', 50),
  ...bound('the largest page', 'http/history', limits, 'page: { default: 50, max: ', 200),
  ...bound('the changes of a poll', 'http/changes', limits, 'changesPerPoll: ', 200),
  ...bound('the bytes of a body', 'http/hostile-input', limits, 'bodyBytes: ', 64 * 1024, {
    written: '64 * 1024',
  }),
  ...bound('the pause between polls', 'e2e/pauses', limits, 'pollPauseMs = ', 1000, {
    sentence: 'S15: a room is polled',
  }),
  ...bound(
    'the sessions of one person',
    'http/devices',
    'src/server/domain/sessions.ts',
    'each: ',
    50,
  ),
  ...bound(
    'the wrong passwords that are free',
    'http/guessing',
    'src/server/domain/guessing.ts',
    'free: ',
    20,
  ),
]

/** @param written how the source has it, unless it is the number itself */
function bound(
  what: string,
  test: string,
  file: string,
  before: string,
  number: number,
  { written = String(number), sentence }: { written?: string; sentence?: string } = {},
): Fault[] {
  return [
    fault(`${what}: one less`, test, file, before + written, before + (number - 1), sentence),
    fault(`${what}: one more`, test, file, before + written, before + (number + 1), sentence),
  ]
}
