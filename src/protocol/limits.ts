/** Limits that the server enforces and the page tells people about. Lengths count code points. */
export const limits = {
  username: { min: 2, max: 30 },
  password: { min: 8, max: 256 },
  roomName: { max: 60 },
  /** What those read who are asked to log in. */
  welcome: { max: 500 },
  /** Why somebody is banned, or a message reported. */
  reason: { max: 500 },
  messageBody: { max: 4000 },
  /** What a quote shows of a message. */
  excerpt: { max: 160 },
  /** Files in one message. */
  filesPerMessage: 10,
  /** What a picture shows, in words. */
  alt: { max: 1000 },
} as const

/** Limits that the server enforces and the page need not know. */
export const bounds = {
  roomTopic: { max: 250 },
  /** Seconds. */
  slowMode: { max: 3600 },
  instanceName: { max: 60 },
  /** Rooms that one person may have made, those deleted not counted. */
  roomsPerPerson: 50,
  /** The same of direct rooms, and how many people may be in one. */
  directRoomsPerPerson: 1000,
  directPeople: { min: 2, max: 10 },
  /** Members of a room that a list of them names. */
  membersListed: 1000,
  /** Browsers of one person that are told of messages; the oldest go. */
  pushSubscriptions: 20,
  /** A room with more people who belong to it tells them of mentions alone, unless they want all of it. */
  smallRoom: 20,
  /** Different emoji under one message. */
  reactionsPerMessage: 20,
  /** Mentions in one message; those after them are text. */
  mentionsPerMessage: 50,
  /** Pinned messages in a room. */
  pinsPerRoom: 20,
  fileName: { max: 200 },
  /** Messages in the first page of a room and, unless asked otherwise, in an older page. */
  page: { default: 50, max: 200 },
  /** Changes in one answer to a poll; the rest follows at once (`more`). */
  changesPerPoll: 200,
  /** Bytes of messages in one answer, unless a single one is more; the rest is asked for (`more`). */
  answerBytes: 256 * 1024,
  /** Bytes of a request's body. */
  bodyBytes: 64 * 1024,
} as const

/** The pause between the end of one poll and the start of the next, in milliseconds (S15). */
export const pollPauseMs = 1000

/**
 * What those are called who deleted their accounts; nobody else may be. The page has words of its own for it.
 */
export const deletedPerson = 'deleted person'

/** What a moderator writes after an `@` to call all who belong to the room; nobody may be called so. */
export const everyone = 'everyone'

/** The id of the element in which the page finds its `FirstLoad`. */
export const firstLoadId = 'first-load'
